export { automationAllows } from "./automation/allows.ts";
export { type ParsedCommand, parseCommands } from "./commands/parse.ts";
export { judgeGate } from "./judge.ts";
export { judgeMergeGroup, type MergeGroupInput, type MergeGroupOutcome } from "./merge-group.ts";
