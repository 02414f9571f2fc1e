import { defaultConfiguration } from "../config/index.ts";
import { type ModeOf, modeOf } from "../decision/index.ts";
import type { NewRule } from "../model/observed-rule.ts";
import type { Rule } from "../model/rule.ts";
import type { Blobs, Notes, Records } from "../store/index.ts";
import { lastGoodSettings } from "./attend/in-force.ts";
import { type KeptDecision, keptDecisions, keptReport, pullKey } from "./past-decisions.ts";
import { repositoryNameOf } from "./repository-names.ts";
import { type Assessment, assess, type HeadTally, type ObservedPull, tallyOf } from "./rollout/assess.ts";
import { newRulesIn } from "./rule-sets/new-rules.ts";

export interface RolloutRequest {
  /** `null`: every repository that was observed. */
  readonly repositoryId: number | null;
  /** ISO 8601: where observing begins. */
  readonly since: string;
  readonly now: Date;
  /** Every rule there is. */
  readonly rules: readonly Rule[];
}

export interface RolloutStore {
  readonly records: Pick<Records, "ofPulls" | "ofRepository">;
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
  /** Ids of the rules that are enforced in each of these repositories already. */
  readonly enforced: readonly string[];
  /** Rules that came a short while ago, and only observe where no line of `rollout` names them. */
  readonly newRules: readonly NewRule[];
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
  const { heads, erased } = await talliesOf(decisions, store);
  const pulls = [...heads].map(([key, tallies]): ObservedPull => {
    return { heads: tallies, disputed: disputed.get(key) ?? new Set() };
  });
  const first = decisions[0]?.at;
  const days = first === undefined ? 0 : Math.floor((request.now.getTime() - Date.parse(first)) / dayMs);
  const places = await placesOf(decisions, request, store);
  const ruleIds = request.rules.map(({ id }) => id).toSorted();
  const assessment = assess(pulls, days, ruleIds);
  const enforced = ruleIds.filter(
    (id) => places.length > 0 && places.every(({ mode }) => mode(id) === "enforce"),
  );
  const repositories = places.map(({ name }) => name);
  return {
    since: request.since,
    until: request.now.toISOString(),
    days,
    repositories,
    erased,
    enforced,
    newRules: await newRulesOf(repositories, request, store),
    ...assessment,
    suggestion: suggestionOf(assessment, repositories, new Set(enforced)),
  };
}

async function talliesOf(decisions: readonly KeptDecision[], { blobs }: RolloutStore) {
  const heads = new Map<string, HeadTally[]>();
  let erased = 0;
  for (const decision of decisions) {
    // One at a time: a report has up to a megabyte, and a period has thousands.
    const report = await keptReport(blobs, decision);
    if (report === null) erased += 1;
    else heads.set(pullKey(decision), [...(heads.get(pullKey(decision)) ?? []), tallyOf(report)]);
  }
  return { heads, erased };
}

/** Of the organisations of what was observed; where nothing was, of all. */
async function newRulesOf(
  repositories: readonly string[],
  { rules, now }: RolloutRequest,
  { records }: RolloutStore,
): Promise<readonly NewRule[]> {
  const owners = new Set(repositories.map((name) => name.split("/")[0]?.toLowerCase()));
  const ruleIds = rules.map(({ id }) => id);
  // Settings of several repositories have several zones; a day's difference tells nobody anything else.
  const all = await newRulesIn({ organisation: null, ruleIds, now, timezone: "UTC" }, records);
  return all.filter(({ organisation }) => owners.size === 0 || owners.has(organisation));
}

/** The repositories that were observed, with the mode of each rule there now; by name. */
async function placesOf(
  decisions: readonly KeptDecision[],
  { rules, now }: RolloutRequest,
  store: RolloutStore,
): Promise<readonly { readonly name: string; readonly mode: ModeOf }[]> {
  const ids = new Set(decisions.map(({ repositoryId }) => repositoryId));
  const ruleIds = rules.map(({ id }) => id);
  const places = await Promise.all(
    [...ids].map(async (id) => {
      const name = await repositoryNameOf(store.notes, id);
      const configuration = await lastGoodSettings(id, { ...store, policySet: { rules } });
      const inForce = configuration ?? defaultConfiguration();
      const organisation = name.split("/")[0] ?? "";
      const asked = { organisation, ruleIds, now, timezone: inForce.timezone };
      const observed = await newRulesIn(asked, store.records);
      return { name, mode: modeOf(inForce, name, new Set(observed.map(({ ruleId }) => ruleId))) };
    }),
  );
  return places.toSorted((a, b) => (a.name < b.name ? -1 : 1));
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

/** A family is named as one where each of its rules is quiet, or enforced already. */
function suggestionOf(
  { rules }: Assessment,
  repositories: readonly string[],
  enforced: ReadonlySet<string>,
): RolloutLine | null {
  const families = Map.groupBy(rules, ({ ruleId }) => ruleId.slice(0, ruleId.indexOf("-")));
  const lines = [...families].flatMap(([family, members]) => {
    const next = members.filter(({ ruleId, verdict }) => verdict === "quiet" && !enforced.has(ruleId));
    const settled = members.filter(({ ruleId }) => enforced.has(ruleId));
    if (next.length > 0 && next.length + settled.length === members.length) return [`${family}-*`];
    return next.map(({ ruleId }) => ruleId);
  });
  return lines.length === 0 ? null : { repositories, rules: lines, mode: "enforce" };
}
