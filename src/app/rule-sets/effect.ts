import { flipOf, judgedOf } from "../../model/flip.ts";
import type { EffectOnDecision, EffectRow, WhyUntold } from "../../model/rule-set-effect.ts";
import type { StoreReader } from "../../store/index.ts";
import { isSettingsKey, unreadBetween } from "../effect/untold.ts";
import { type ReplayedUnder, replayUnder } from "../replay/effect.ts";
import { recordedDecisions } from "../replay/recorded-decisions.ts";
import type { ReplayRunner } from "../replay/runner.ts";
import type { Under } from "../replay/under.ts";
import { repositoryNameOf } from "../repository-names.ts";

/** What recorded decisions are held against, one after the other: rule sets, settings, or one of each. */
export interface ComparedUnder {
  readonly before: Under;
  readonly after: Under;
}

/** Which decisions are replayed: the last ones. */
export interface DecisionsAmong {
  readonly last: number;
  /** Ids of those that they are about; `null`: all, and reviews on command lines. */
  readonly repositories: ReadonlySet<number> | null;
}

export interface EffectPorts {
  readonly store: Pick<StoreReader, "records" | "notes" | "blobs">;
  readonly runner: ReplayRunner;
  /** Decisions that are replayed at a time. */
  readonly atOnce: number;
}

type PastDecision = Omit<EffectRow, "effect"> & {
  readonly replay: string | null;
  readonly isErased: boolean;
  readonly repositoryId: number | null;
};

/** What the last recorded decisions of a store, oldest first, would be under the one and under the other. */
export async function effectOfChange(
  sides: ComparedUnder,
  { last, repositories }: DecisionsAmong,
  ports: EffectPorts,
): Promise<readonly EffectRow[]> {
  const isWanted = ({ repositoryId }: PastDecision) =>
    repositories === null || (repositoryId !== null && repositories.has(repositoryId));
  const decisions = (await pastDecisions(ports.store)).filter(isWanted).slice(-last);
  const rows: EffectRow[] = [];
  for (let start = 0; start < decisions.length; start += ports.atOnce) {
    const batch = decisions.slice(start, start + ports.atOnce);
    rows.push(...(await Promise.all(batch.map((decision) => rowOf(decision, sides, ports)))));
  }
  return rows;
}

async function rowOf(
  { replay, isErased, repositoryId: _, ...decision }: PastDecision,
  { before, after }: ComparedUnder,
  { store: { blobs }, runner }: EffectPorts,
): Promise<EffectRow> {
  if (isErased) return { ...decision, effect: untold({ kind: "erased" }) };
  if (replay === null) return { ...decision, effect: untold({ kind: "not-recorded" }) };
  const under = (other: Under) => replayUnder(replay, other, { blobs, runner });
  const compared = comparedUnder(await under(before), await under(after), changedKeys({ before, after }));
  return { ...decision, effect: compared };
}

/**
 * Keys of settings that differ between both, and that a record cannot show; `null`: there are not settings on both sides.
 * What differs from the settings of then alone is no part of the change.
 */
function changedKeys({ before, after }: ComparedUnder): ReadonlySet<string> | null {
  const [from, to] = [before.configuration, after.configuration];
  return from === undefined || to === undefined ? null : new Set(unreadBetween(from, to));
}

function comparedUnder(
  before: ReplayedUnder,
  after: ReplayedUnder,
  keys: ReadonlySet<string> | null,
): EffectOnDecision {
  if (before.kind !== "decided") return untold(whyNot(before));
  if (after.kind !== "decided") return untold(whyNot(after));
  const ruleIds = [...new Set([...before.untold, ...after.untold])]
    .filter((name) => keys === null || !isSettingsKey(name) || keys.has(name))
    .toSorted();
  const flip = flipOf(judgedOf(before.decision), judgedOf(after.decision));
  if (flip !== null) return { kind: "flips", flip, untold: ruleIds };
  return ruleIds.length === 0 ? { kind: "stays" } : untold({ kind: "rules", ruleIds });
}

function untold(why: WhyUntold): EffectOnDecision {
  return { kind: "untold", why };
}

function whyNot(replayed: Exclude<ReplayedUnder, { readonly kind: "decided" }>): WhyUntold {
  if (replayed.kind === "failed") return { kind: "failed", detail: `${replayed.reason}: ${replayed.detail}` };
  const isGone = replayed.faults.every(({ fault }) => fault === "missing");
  return { kind: isGone ? "erased" : "damaged" };
}

const decisionKinds: ReadonlySet<string> = new Set([
  "decision",
  "merge-group",
  "direct-push",
  "local-review",
]);

/** Erased ones among them: that there was a decision is not erased. Oldest first. */
async function pastDecisions({
  records,
  notes,
}: Pick<StoreReader, "records" | "notes">): Promise<readonly PastDecision[]> {
  const names = new Map<number, Promise<string>>();
  const nameOf = async (repositoryId: number, number: number) => {
    const known = names.get(repositoryId) ?? repositoryNameOf(notes, repositoryId);
    names.set(repositoryId, known);
    return `${await known}#${number}`;
  };
  const kept = (await recordedDecisions({ records })).map(
    async ({ decisionId, at, about, pull, replay }): Promise<PastDecision> => {
      const name = pull === null ? about : await nameOf(pull.repositoryId, pull.number);
      const repositoryId = pull?.repositoryId ?? null;
      return { decisionId, at, about: name, isPull: pull !== null, replay, isErased: false, repositoryId };
    },
  );
  const erased = (await records.erased(null))
    .filter(({ kind }) => decisionKinds.has(kind))
    .map(async ({ at, repositoryId, number }): Promise<PastDecision> => {
      const isPull = repositoryId !== null && number !== null;
      const about = isPull ? await nameOf(repositoryId, number) : "";
      return { decisionId: null, at, about, isPull, replay: null, isErased: true, repositoryId };
    });
  const all = await Promise.all([...kept, ...erased]);
  return all.toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}
