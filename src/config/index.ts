export type { RuntimeEnvironment } from "./environment.ts";
export { readRuntimeEnvironment } from "./environment.ts";
export type { LoadRequest } from "./load.ts";
export { defaultConfiguration, loadConfiguration } from "./load.ts";
export {
  configurationDirectory,
  isWaiverFile,
  organisationFile,
  repositoryFile,
  waiversDirectory,
} from "./paths.ts";
export type { IdlePattern, RepositoryContents } from "./pattern-check.ts";
export { patternsThatMatchNothing } from "./pattern-check.ts";
export type { ConfigurationProblem, Notice, NoticeKind } from "./problem.ts";
export type { LoadedConfiguration } from "./read-files.ts";
export type { ParsedWaivers, WaiverRules } from "./read-waivers.ts";
export { parseWaivers } from "./waiver-files.ts";
