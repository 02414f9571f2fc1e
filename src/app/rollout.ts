import type { Blobs, Notes, Records } from "../store/store.ts";
import { keptDecisions, keptReport, pullKey } from "./past-decisions.ts";
import { repositoryNameOf } from "./repository-names.ts";
import { type Assessment, assess, type HeadTally, type ObservedPull, tallyOf } from "./rollout/assess.ts";

export interface RolloutRequest {
  /** `null`: every repository that was observed. */
  readonly repositoryId: number | null;
  /** ISO 8601: where observing begins. */
  readonly since: string;
  readonly now: Date;
  /** Every rule there is, sorted. */
  readonly ruleIds: readonly string[];
}

export interface RolloutStore {
  readonly records: Pick<Records, "ofPulls">;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
}

/** What observing found. */
export interface Rollout extends Assessment {
  readonly since: string;
  readonly until: string;
  /** Whole days from the first decision in the period until now. */
  readonly days: number;
  /** `owner/name`, sorted. */
  readonly repositories: readonly string[];
  /** Decisions whose report was erased: they are not in the numbers. */
  readonly erased: number;
  /** The next line of `rollout`, or `null` while nothing is quiet. */
  readonly suggestion: RolloutLine | null;
}

export interface RolloutLine {
  readonly repositories: readonly string[];
  /** Ids, and globs over families of which every rule is quiet. */
  readonly rules: readonly string[];
  readonly mode: "enforce";
}

const dayMs = 86_400_000;

/** Reads what was decided since a moment, and says which rules are quiet enough to be enforced. */
export async function assessRollout(request: RolloutRequest, store: RolloutStore): Promise<Rollout> {
  const decisions = await keptDecisions(store.records, request.repositoryId, request.since);
  const disputed = await disputedRules(request, store);
  const heads = new Map<string, HeadTally[]>();
  let erased = 0;
  for (const decision of decisions) {
    // One at a time: a report has up to a megabyte, and a period has thousands.
    const report = await keptReport(store.blobs, decision);
    if (report === null) erased += 1;
    else heads.set(pullKey(decision), [...(heads.get(pullKey(decision)) ?? []), tallyOf(report)]);
  }
  const pulls = [...heads].map(([key, tallies]): ObservedPull => {
    return { heads: tallies, disputed: disputed.get(key) ?? new Set() };
  });
  const first = decisions[0]?.at;
  const days = first === undefined ? 0 : Math.floor((request.now.getTime() - Date.parse(first)) / dayMs);
  const ids = [...new Set(decisions.map(({ repositoryId }) => repositoryId))];
  const repositories = (await Promise.all(ids.map((id) => repositoryNameOf(store.notes, id)))).toSorted();
  const assessment = assess(pulls, days, request.ruleIds);
  return {
    since: request.since,
    until: request.now.toISOString(),
    days,
    repositories,
    erased,
    ...assessment,
    suggestion: suggestionOf(assessment, repositories),
  };
}

async function disputedRules(
  { repositoryId, since }: RolloutRequest,
  { records }: RolloutStore,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const disputed = new Map<string, Set<string>>();
  for (const record of await records.ofPulls(repositoryId, "feedback", since)) {
    if (record.body.kind !== "feedback" || record.repositoryId === null || record.number === null) continue;
    const key = pullKey({ repositoryId: record.repositoryId, number: record.number });
    disputed.set(key, (disputed.get(key) ?? new Set()).add(record.body.ruleId));
  }
  return disputed;
}

function suggestionOf({ rules }: Assessment, repositories: readonly string[]): RolloutLine | null {
  const families = Map.groupBy(rules, ({ ruleId }) => ruleId.slice(0, ruleId.indexOf("-")));
  const lines = [...families].flatMap(([family, members]) => {
    const quiet = members.filter(({ verdict }) => verdict === "quiet");
    return quiet.length === members.length ? [`${family}-*`] : quiet.map(({ ruleId }) => ruleId);
  });
  return lines.length === 0 ? null : { repositories, rules: lines, mode: "enforce" };
}
