export { type EmergencyReview, emergencyReviews } from "./afterwards.ts";
export { automationAllows } from "./automation/allows.ts";
export { authoriseCommand } from "./commands/authorise.ts";
export type { CommandContext, CommandOutcome } from "./commands/context.ts";
export { type ParsedCommand, parseCommands } from "./commands/parse.ts";
export { disputedRules } from "./feedback.ts";
export { judgeGate } from "./judge.ts";
export { judgeMergeGroup, type MergeGroupInput, type MergeGroupOutcome } from "./merge-group.ts";
