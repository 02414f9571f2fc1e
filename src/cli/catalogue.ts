import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicySet } from "../app/policy-set.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import {
  loadConfiguration,
  type RuntimeEnvironment,
  readRuntimeEnvironment,
  repositoryFile,
} from "../config/index.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Rule } from "../model/rule.ts";
import type { ParsedArguments } from "./arguments.ts";
import { type CallerPaths, callerPaths } from "./caller-paths.ts";
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
  const policySet = await shippedPolicySet(environment.cacheDirectory);
  const loaded = await loadConfiguration({
    organisation: readNamedFile("org-config", given.value("org-config"), paths),
    repository: readNamedFile("config", given.value("config"), paths) ?? ownFile(paths.resolve(".")),
    rules: policySet.rules,
  });
  if (loaded.kind === "invalid") throw new ConfigurationError(loaded.problems);
  const { configuration } = loaded;
  const own = await ownRules(given, configuration, { policySet, environment, paths });
  const { colour } = environment;
  return {
    rules: [...policySet.rules, ...own],
    configuration,
    colour: colour === "always" || (colour === "auto" && process.stdout.isTTY === true),
  };
}

/** Rules of the sources that the configuration names: a worker compiles them, as in a review. */
async function ownRules(
  given: ParsedArguments,
  configuration: Configuration,
  {
    policySet,
    environment,
    paths,
  }: {
    readonly policySet: PolicySet;
    readonly environment: RuntimeEnvironment;
    readonly paths: CallerPaths;
  },
): Promise<readonly Rule[]> {
  if (configuration.policySources.length === 0) return [];
  const [{ EvaluationRunner }, { readPolicySources }, { ownFolder, readPolicyFolders }] = await Promise.all([
    import("../app/evaluation/runner.ts"),
    import("../app/policy-sources.ts"),
    import("./policy-folders.ts"),
  ]);
  const runner = new EvaluationRunner({ policySet, cacheFolder: environment.cacheDirectory });
  try {
    const { policyRepositories } = await readPolicyFolders(given.values("policy-source"), paths);
    const request = {
      configuration,
      tree: await ownFolder(paths),
      repositories: policyRepositories ?? (() => Promise.resolve(null)),
      kept: null,
      locale: configuration.locale,
    };
    const read = await readPolicySources(request, { policySet, runner });
    if (read.kind === "invalid") throw new ConfigurationError(read.problems);
    return read.kind === "ok" ? read.policies.rules : [];
  } finally {
    await runner.close();
  }
}

/** The repository's own file, where the caller stands at the top of one. */
function ownFile(folder: string) {
  try {
    return { path: repositoryFile, text: readFileSync(join(folder, repositoryFile), "utf8") };
  } catch {
    return null;
  }
}
