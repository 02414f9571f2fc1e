import { type ParsedCommand, parseCommands } from "../../gate/index.ts";
import { maskProse } from "../../resources/secrets/index.ts";

/**
 * What a comment asks for, without the secrets that stand in it: reasons are recorded for good, and shown to whoever
 * asks. Deliveries are kept without them as well; those that an earlier version kept are not.
 */
export function commandsIn(comment: string): readonly ParsedCommand[] {
  return parseCommands(maskProse(comment));
}
