export { automationAllows } from "./automation/allows.ts";
export { authoriseCommand } from "./commands/authorise.ts";
export type { CommandContext } from "./commands/context.ts";
export { type ParsedCommand, parseCommands } from "./commands/parse.ts";
export { disputedRules } from "./feedback.ts";
export { judgeGate } from "./judge.ts";
export { judgeMergeGroup } from "./merge-group.ts";
export { reviewDeadline } from "./review-deadline.ts";
