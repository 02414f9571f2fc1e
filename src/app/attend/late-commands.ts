import { defaultConfiguration } from "../../config/index.ts";
import { authoriseCommand, type CommandContext, type ParsedCommand } from "../../gate/index.ts";
import { type GitHub, GitHubError } from "../../github/index.ts";
import type { Speaker } from "../../model/command.ts";
import type { Account, PullFacts } from "../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";
import { commandsIn } from "./commands-in.ts";
import type { Heard, Said } from "./hear.ts";
import { lastGoodSettings } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";

export interface LateCommands {
  readonly said: readonly Said[];
  readonly reactions: readonly { readonly commentId: number; readonly reaction: "+1" | "-1" | "confused" }[];
}

interface Late {
  readonly heard: Heard;
  readonly pull: PullFacts;
  readonly records: readonly StoredPullRecord[];
}

/**
 * What people ask for below a pull request that is merged or closed: feedback still counts, and an exception can still
 * be taken back; for everything else it is too late. Nothing is written there but a reaction.
 */
export async function lateCommands(
  late: Late,
  speakerOf: (account: Account) => Promise<Speaker>,
  ports: AttendPorts,
): Promise<LateCommands> {
  const said: Said[] = [];
  const reactions: LateCommands["reactions"][number][] = [];
  for (const { fact } of late.heard.facts) {
    if (fact.kind !== "commented" || fact.by.bot) continue;
    const parsed = commandsIn(fact.body);
    if (parsed.length === 0) continue;
    const by = await speakerOf(fact.by);
    const context = await contextOf(late, by, fact.saidAt, ports);
    const { commentId } = fact;
    const bodies = parsed.map((each) => outcomeOf(each, commentId, context));
    for (const [index, list] of bodies.entries())
      said.push(...list.map((body, place) => ({ key: `comment ${commentId} ${index} ${place}`, body })));
    reactions.push({ commentId, reaction: reactionTo(bodies.flat()) });
  }
  return { said, reactions };
}

async function contextOf(
  { pull, records }: Late,
  by: Speaker,
  saidAt: string | null,
  { store, review, now }: AttendPorts,
): Promise<CommandContext> {
  const moment = now().toISOString();
  const kept = await lastGoodSettings(pull.repository.id, { ...store, ...review });
  return {
    by,
    said: { at: saidAt ?? moment, head: null },
    now: moment,
    pull,
    records,
    contributorsOf: () => ({ accounts: new Set(), unattributed: [] }),
    gate: null,
    findings: [],
    rules: review.policySet.rules,
    configuration: kept ?? defaultConfiguration(),
    // Nothing new can be asked for here.
    nextWaiverId: "W-0",
  };
}

function outcomeOf(parsed: ParsedCommand, commentId: number, context: CommandContext): readonly PullRecord[] {
  const { by } = context;
  if (parsed.kind === "refused")
    return [{ kind: "command-refused", commentId, by, text: parsed.text, refused: parsed.refusal }];
  const { command } = parsed;
  const outcome = authoriseCommand(command, context);
  const refused = outcome.kind === "refuse" ? outcome.refusal : null;
  const more = outcome.kind === "do" ? outcome.records : [];
  return [{ kind: "command", commentId, by, command, refused }, ...more];
}

function reactionTo(bodies: readonly PullRecord[]): "+1" | "-1" | "confused" {
  if (bodies.some(({ kind }) => kind === "command-refused")) return "confused";
  return bodies.some((body) => body.kind === "command" && body.refused !== null) ? "-1" : "+1";
}

/** A reaction that GitHub refuses, on a comment that is gone, is no reason to begin again. */
export async function reactTo(
  { reactions }: LateCommands,
  { repository }: PullFacts,
  github: GitHub,
): Promise<void> {
  for (const { commentId, reaction } of reactions) {
    try {
      await github.write.react(repository, commentId, reaction);
    } catch (error) {
      if (!(error instanceof GitHubError) || error.retryAfterMs !== null) throw error;
    }
  }
}
