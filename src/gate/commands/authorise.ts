import type { Command, Refusal } from "../../model/command.ts";
import { confirm } from "./confirmation.ts";
import { type CommandContext, type CommandOutcome, carriedOut, refuse } from "./context.ts";
import { breakGlass } from "./emergency.ts";
import { ruleNamed } from "./rules-named.ts";
import { askForWaiver, grantWaiver, revokeWaiver } from "./waiver-commands.ts";

/**
 * Whether somebody may have done what they ask for, and what is to be kept of it. Pure: a command that is judged again
 * after a crash gives the same.
 */
export function authoriseCommand(command: Command, context: CommandContext): CommandOutcome {
  const refusal = atTheDoor(command, context);
  if (refusal !== null) return refuse(refusal);
  switch (command.kind) {
    case "recheck":
      return recheck(context);
    case "waive":
      return askForWaiver(command, context);
    case "approve-waiver":
      return grantWaiver(command.waiverId, context);
    case "revoke-waiver":
      return revokeWaiver(command.waiverId, context);
    case "confirm":
      return confirm(context);
    case "break-glass":
      return breakGlass(command.because, context);
    case "explain": {
      const named = ruleNamed(command.ruleId, context.rules);
      return named.kind === "refuse" ? named : carriedOut();
    }
    case "feedback": {
      const { ruleId, because } = command;
      const named = ruleNamed(ruleId, context.rules);
      return named.kind === "refuse"
        ? named
        : carriedOut({ kind: "feedback", ruleId, by: context.by, because });
    }
  }
}

/** What may still be said about a pull request that is merged or closed. */
const afterwards: ReadonlySet<Command["kind"]> = new Set(["explain", "feedback", "revoke-waiver"]);

function atTheDoor({ kind }: Command, { by, pull }: CommandContext): Refusal | null {
  if (by.account.bot) return { kind: "bot" };
  return pull.state !== "open" && !afterwards.has(kind) ? { kind: "closed" } : null;
}

/** Whoever works here or on this: in a public repository strangers must not make us work. */
function recheck({ by, pull, configuration }: CommandContext): CommandOutcome {
  const writers = [pull.author, ...pull.commits.flatMap(({ authors, committer }) => [...authors, committer])];
  const allowed = by.teams.length > 0 || writers.some((account) => account?.id === by.account.id);
  if (allowed) return carriedOut();
  return refuse({ kind: "not-allowed", command: "recheck", teams: configuration.routing.reviewers });
}
