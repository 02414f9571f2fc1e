import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { loadConfiguration, readRuntimeEnvironment, repositoryFile } from "../config/index.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Rule } from "../model/rule.ts";
import type { ParsedArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { readNamedFile } from "./trees.ts";

/** What commands about rules need: the rules, and what is in force where the caller stands. */
export interface OpenCatalogue {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  readonly colour: boolean;
}

export async function openCatalogue(given: ParsedArguments): Promise<OpenCatalogue> {
  const environment = readRuntimeEnvironment();
  const paths = callerPaths(environment);
  const { rules } = await shippedPolicySet(environment.cacheDirectory);
  const loaded = await loadConfiguration({
    organisation: readNamedFile("org-config", given.value("org-config"), paths),
    repository: readNamedFile("config", given.value("config"), paths) ?? ownFile(paths.resolve(".")),
    rules,
  });
  if (loaded.kind === "invalid") throw new ConfigurationError(loaded.problems);
  const { colour } = environment;
  return {
    rules,
    configuration: loaded.configuration,
    colour: colour === "always" || (colour === "auto" && process.stdout.isTTY === true),
  };
}

/** The repository's own file, where the caller stands at the top of one. */
function ownFile(folder: string) {
  try {
    return { path: repositoryFile, text: readFileSync(join(folder, repositoryFile), "utf8") };
  } catch {
    return null;
  }
}
