export type { RuntimeEnvironment } from "./environment.ts";
export { readRuntimeEnvironment, readSearchPath } from "./environment.ts";
export { defaultConfiguration, loadConfiguration, loadReader } from "./load.ts";
export { localeFor } from "./locale-for.ts";
export { isWaiverFile, repositoryFile } from "./paths.ts";

export { patternsThatMatchNothing } from "./pattern-check.ts";
export type { ConfigurationProblem, Notice } from "./problem.ts";
export type { PullEnvironment } from "./pull-environment.ts";
export { readPullEnvironment } from "./pull-environment.ts";

export type { ServerEnvironment, ServerEnvironmentReading } from "./server-environment.ts";
export { readServerEnvironment, readStoreEnvironment } from "./server-environment.ts";
export { prepareSetupProcess, readSetupEnvironment } from "./setup-environment.ts";
export { parseWaivers } from "./waiver-files.ts";
