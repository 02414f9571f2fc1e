import { configurationOf, surveyModules, terraformEngine } from "../app/modules.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Locale } from "../model/configuration.ts";
import { visibleJson } from "../report/neutral.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { modulesText } from "./modules-text.ts";
import { openFolder, readNamedFile } from "./trees.ts";
import { exitCodes } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho modules`: which remote modules a folder's Terraform calls, what reads them, and what nothing reads. */
export async function modules(list: readonly string[]): Promise<number> {
  const words = list.flatMap((word) => (word === "--json" ? ["--format", "json"] : [word]));
  const given = readArguments(words, ["config", "format", "locale"], 1);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const environment = readRuntimeEnvironment();
  const paths = callerPaths(environment);
  const tree = await openFolder(given.positionals[0] ?? ".", paths);
  const found = await configurationOf(tree, readNamedFile("config", given.value("config"), paths));
  if ("problems" in found) throw new ConfigurationError(found.problems);
  const { configuration } = found;
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], configuration.locale);
  const engine = await terraformEngine(environment.cacheDirectory);
  const survey = await surveyModules({ tree, configuration, engine });
  const colour =
    environment.colour === "always" || (environment.colour === "auto" && process.stdout.isTTY === true);
  await write(format === "json" ? `${visibleJson(survey)}\n` : modulesText(survey, { locale, colour }));
  return exitCodes.pass;
}
