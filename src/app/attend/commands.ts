import { counts } from "../../decision/index.ts";
import { authoriseCommand, type CommandContext, type ParsedCommand } from "../../gate/index.ts";
import { type DeliveryFact, type GitHub, GitHubError, type RepositoryRef } from "../../github/index.ts";
import type { Speaker } from "../../model/command.ts";
import type { Log } from "../../model/log.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { commandsIn } from "./commands-in.ts";
import type { Decided } from "./decide.ts";
import type { Heard } from "./hear.ts";
import { type Judged, judgePull } from "./judge-pull.ts";
import type { AttendPorts } from "./ports.ts";
import type { Desired } from "./publish.ts";
import type { Situation } from "./situation.ts";

/** What came of the commands of one visit. */
export interface CarriedOut {
  readonly records: readonly StoredPullRecord[];
  readonly reactions: Desired["reactions"];
  /** An exception was granted or taken back: the decision has to be made anew. */
  readonly changesWaivers: boolean;
}

/** One thing that somebody asked for, in a comment or by a button of the check. */
interface Asked {
  /** Makes its records unique: the same comment is heard again after a crash. */
  readonly key: string;
  /** `null`: a button. */
  readonly commentId: number | null;
  readonly by: Extract<DeliveryFact, { readonly kind: "commented" | "check-action" }>;
  readonly said: ParsedCommand;
}

export interface CommandsInput {
  readonly heard: Heard;
  readonly situation: Situation;
  readonly records: readonly StoredPullRecord[];
  readonly decided: Decided;
  /** Keeps what a command leads to, and gives all records that stand then. */
  readonly keep: (
    records: readonly { readonly key: string; readonly body: PullRecord }[],
    before: readonly StoredPullRecord[],
  ) => Promise<readonly StoredPullRecord[]>;
}

/** Says that a command was seen, before the work begins: who waits for an answer should know that one comes. */
export async function acknowledge(
  heard: Heard,
  repository: RepositoryRef,
  github: GitHub,
  log: Log,
): Promise<void> {
  const comments = new Set(askedIn(heard).flatMap(({ commentId }) => commentId ?? []));
  for (const commentId of comments) {
    try {
      await github.write.react(repository, commentId, "eyes");
    } catch (error) {
      // A courtesy: the answer itself is kept and tried again.
      if (!(error instanceof GitHubError)) throw error;
      log.warn({ commentId, code: error.code }, "a command could not be acknowledged");
    }
  }
}

/** Carries out what was asked for, one after the other: each sees what the one before has changed. */
export async function carryOut(input: CommandsInput, ports: AttendPorts): Promise<CarriedOut> {
  let { records } = input;
  let changesWaivers = false;
  const asked = askedIn(input.heard, input.decided);
  for (const each of asked) {
    if (isKept(each, records)) continue;
    const bodies = await outcomeOf(each, { ...input, records }, ports);
    records = await input.keep(
      bodies.map((body, index) => ({ key: index === 0 ? each.key : `${each.key} ${index}`, body })),
      records,
    );
    changesWaivers ||= bodies.some(({ kind }) => kind === "waiver-granted" || kind === "waiver-revoked");
  }
  return { records, reactions: reactionsTo(asked, records), changesWaivers };
}

function askedIn({ facts }: Heard, decided: Decided | null = null): readonly Asked[] {
  return facts.flatMap(({ deliveryId, fact }): readonly Asked[] => {
    if (fact.kind === "commented" && !fact.by.bot) {
      return commandsIn(fact.body).map((said, index) => ({
        key: `comment ${fact.commentId} ${index}`,
        commentId: fact.commentId,
        by: fact,
        said,
      }));
    }
    if (fact.kind !== "check-action") return [];
    return pressed(fact.identifier, decided).map((said, index) => ({
      key: `button ${deliveryId} ${index}`,
      commentId: null,
      by: fact,
      said,
    }));
  });
}

/** Rules that one press of a button explains: what stands first, and no more than a person reads. */
const explainedMax = 3;

function pressed(identifier: string, decided: Decided | null): readonly ParsedCommand[] {
  if (identifier === "confirm" || identifier === "recheck")
    return [{ kind: "command", command: { kind: identifier }, text: identifier }];
  if (identifier !== "explain" || decided === null) return [];
  const { decision, findings } = decided.judgement.report;
  const named = [...decision.reasons, ...findings.filter(counts)].map(({ ruleId }) => ruleId);
  return [...new Set(named)]
    .slice(0, explainedMax)
    .map((ruleId) => ({ kind: "command", command: { kind: "explain", ruleId }, text: identifier }));
}

function isKept({ key }: Asked, records: readonly StoredPullRecord[]): boolean {
  return records.some(
    (record) =>
      record.key === key && (record.body.kind === "command" || record.body.kind === "command-refused"),
  );
}

/** The command itself comes first, and what it leads to behind it. */
async function outcomeOf(
  { key, by: fact, said, commentId }: Asked,
  input: CommandsInput,
  ports: AttendPorts,
): Promise<readonly PullRecord[]> {
  const by = await input.situation.speakerOf(fact.by);
  if (said.kind === "refused") {
    return [{ kind: "command-refused", commentId, by, text: said.text, refused: said.refusal }];
  }
  const judged = await judgePull(input.situation, input.decided, input.records, ports);
  const { command } = said;
  const numberFor = command.kind === "waive" ? key : null;
  const context = await contextOf({ fact, by, judged, numberFor }, input, ports);
  const outcome = authoriseCommand(command, context);
  const refused = outcome.kind === "refuse" ? outcome.refusal : null;
  const records = outcome.kind === "do" ? outcome.records : [];
  return [{ kind: "command", commentId, by, command, refused }, ...records];
}

async function contextOf(
  asked: {
    readonly fact: Asked["by"];
    readonly by: Speaker;
    readonly judged: Judged;
    /** Under this key a number is taken for an exception. */
    readonly numberFor: string | null;
  },
  { situation, records }: CommandsInput,
  { store, review, now }: AttendPorts,
): Promise<CommandContext> {
  const { fact, by, judged } = asked;
  const { pull, inForce } = situation;
  const moment = now().toISOString();
  const { numberFor } = asked;
  const number = numberFor === null ? 0 : await store.records.waiverNumber(pull.repository.id, numberFor);
  return {
    by,
    said:
      fact.kind === "commented" ? { at: fact.saidAt ?? moment, head: null } : { at: moment, head: fact.head },
    now: moment,
    pull,
    records,
    contributorsOf: judged.input.contributorsOf,
    gate: judged.input,
    findings: judged.report.findings,
    rules: policiesInForce(inForce.settings, review).rules,
    configuration: inForce.settings.configuration,
    nextWaiverId: `W-${number}`,
  };
}

/** One for each comment: what was not understood counts before what was refused, and that before what was done. */
function reactionsTo(asked: readonly Asked[], records: readonly StoredPullRecord[]): Desired["reactions"] {
  const keys = Map.groupBy(
    asked.filter(({ commentId }) => commentId !== null),
    ({ commentId }) => commentId,
  );
  return [...keys].flatMap(([commentId, group]) => {
    if (commentId === null) return [];
    const bodies = records
      .filter(({ key }) => group.some((each) => each.key === key))
      .map(({ body }) => body);
    const confused = bodies.some(({ kind }) => kind === "command-refused");
    const refused = bodies.some((body) => body.kind === "command" && body.refused !== null);
    return [{ commentId, reaction: confused ? "confused" : refused ? "-1" : "+1" } as const];
  });
}
