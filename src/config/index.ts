export type { RuntimeEnvironment } from "./environment.ts";
export { readRuntimeEnvironment } from "./environment.ts";
export { defaultConfiguration, loadConfiguration } from "./load.ts";
export { isWaiverFile, repositoryFile } from "./paths.ts";
export type { IdlePattern } from "./pattern-check.ts";
export { patternsThatMatchNothing } from "./pattern-check.ts";
export type { ConfigurationProblem, Notice, NoticeKind } from "./problem.ts";
export type { LoadedConfiguration } from "./read-files.ts";
export { parseWaivers } from "./waiver-files.ts";
