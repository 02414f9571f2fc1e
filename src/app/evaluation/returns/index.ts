import { counts, wouldReturn } from "../../../decision/index.ts";
import type { Inventory } from "../../../inventory/index.ts";
import type { ChangeAction, ResourceChange } from "../../../model/change.ts";
import type { Finding } from "../../../model/finding.ts";
import { addDays, startOfDay } from "../../../model/local-date.ts";
import type { PastState, PastWant } from "../../../model/past.ts";
import type { Judging } from "../judge-everything.ts";
import type { LoadedRoot } from "../loaded.ts";
import type { ComparedVerdicts } from "../plans.ts";
import { RemoteTree } from "../remote-tree.ts";
import type { EvaluationTask } from "../task.ts";
import { createPastProof, type ProofSubject, proofKey } from "./proof.ts";

/**
 * What stood for less was hardly in force: commits that come to a branch together, as those of one pull request do that
 * is merged by rebasing, are each a state of the branch for no time at all.
 */
const inForceSecondsMin = 600;

export interface Returning {
  readonly judging: Judging;
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  /** Every change, as plans show it where there are some. */
  readonly changes: readonly ResourceChange[];
  /** What only plans told is among it: of the past there are no plans. */
  readonly compared: ComparedVerdicts;
}

export interface Returned {
  readonly findings: readonly Finding[];
  /** The states that were looked at, newest first. */
  readonly past: readonly PastState[];
}

/** One resource that may have returned, and the findings that wait for that. */
interface Subject extends ProofSubject {
  readonly root: LoadedRoot;
}

/**
 * Excuses what asks for people only because values change that were in force on the protected branch before: an
 * emergency cut-back never waits. Costs nothing where no finding could be excused.
 */
export async function withReturns(given: Returning): Promise<Returned> {
  const { judging, findings } = given;
  const { task, ports } = judging;
  const wanted = task.trees.base === null ? [] : couldReturn(findings, given.compared);
  const subjects = subjectsOf(wanted, given);
  if (task.configuration.rollback.windowDays === 0 || subjects.size === 0) return { findings, past: [] };
  const past = await ports.pastStates(pastWant(task, subjects));
  if (past.length === 0) return { findings, past };
  const proven = await provenAmong(subjects, past, given);
  ports.recorder?.returns({ past, proven: [...proven] });
  return { past, findings: excused(findings, wanted, proven) };
}

/** Findings that a return may excuse. What only plans told is none of them. */
export function couldReturn(findings: readonly Finding[], { added }: ComparedVerdicts): readonly Finding[] {
  const planned = new Set(added.map(({ fingerprint }) => fingerprint));
  return findings.filter((finding) => wouldReturn(finding) && !planned.has(finding.fingerprint));
}

/** The same findings; those that were shown to return to a state say to which. */
export function excused(
  findings: readonly Finding[],
  wanted: readonly Finding[],
  proven: ReadonlyMap<string, PastState>,
): readonly Finding[] {
  return findings.map((finding): Finding => {
    const state = wanted.includes(finding) ? proven.get(proofKey(finding.ruleId, finding)) : undefined;
    if (state === undefined) return finding;
    const until = new Date(state.untilSeconds * 1000).toISOString();
    return { ...finding, status: "returned", returnsTo: { commit: state.commit, until } };
  });
}

/** A deletion returns to nothing, and what is replaced is gone, whatever stood there before. */
const returning: ReadonlySet<ChangeAction> = new Set(["create", "update", "move"]);

function subjectsOf(
  wanted: readonly Finding[],
  { judging, changes }: Returning,
): ReadonlyMap<string, Subject> {
  const roots = new Map(judging.loaded.roots.map((root) => [root.key, root]));
  const byIdentity = Map.groupBy(changes, identityOf);
  const groups = [...Map.groupBy(wanted, identityOf)];
  return new Map(
    groups.flatMap(([identity, findings]): [string, Subject][] => {
      const [change, ...others] = byIdentity.get(identity) ?? [];
      const root = change === undefined ? undefined : roots.get(change.rootKey);
      if (change === undefined || root === undefined || others.length > 0) return [];
      if (change.after === null || root.head === null || !returning.has(change.action)) return [];
      return [[identity, { root, change, ruleIds: new Set(findings.map(({ ruleId }) => ruleId)) }]];
    }),
  );
}

function identityOf({ rootKey, address }: { readonly rootKey: string; readonly address: string }): string {
  return JSON.stringify([rootKey, address]);
}

/** Days are whole ones of the configured zone, so that the answer stays the same for the length of a day. */
function pastWant(
  { today, configuration }: EvaluationTask,
  subjects: ReadonlyMap<string, Subject>,
): PastWant {
  const { rollback, timezone } = configuration;
  const seconds = (date: string) => Math.floor(Date.parse(startOfDay(date, timezone)) / 1000);
  const sides = [...subjects.values()].flatMap(({ root }) => [root.base, root.head]);
  const files = sides.flatMap((side) =>
    side === null ? [] : [...side.root.files, ...(side.root.definedBy?.files ?? [])],
  );
  return {
    paths: [...new Set(files)].toSorted(),
    sinceSeconds: seconds(addDays(today, -rollback.windowDays)),
    beforeSeconds: seconds(addDays(today, 1)),
  };
}

interface Stood {
  readonly state: PastState;
  readonly seconds: number;
  readonly unless: readonly string[];
}

/** The newest state that each finding's resource returns to, once it is known to have stood long enough. */
async function provenAmong(
  subjects: ReadonlyMap<string, Subject>,
  past: readonly PastState[],
  { judging, inventory, findings }: Returning,
): Promise<ReadonlyMap<string, PastState>> {
  const asked = findings.filter(counts).map((finding) => proofKey(finding.ruleId, finding));
  const proof = createPastProof(judging, inventory, new Set(asked));
  const stood = new Map<string, Stood>();
  const blobs = new Map<string, Uint8Array>();
  for (const state of past) {
    const open = [...subjects.values()].filter((subject) => !isProven(subject, stood));
    if (open.length === 0) break;
    const listing = await judging.ports.pastTree(state.commit);
    const tree = new RemoteTree(`past:${state.commit}`, listing, judging.ports, blobs);
    for (const [root, ofRoot] of Map.groupBy(open, (subject) => subject.root)) {
      for (const { key, unless } of await proof.standing(tree, root, ofRoot)) {
        const before = stood.get(key) ?? { state, seconds: 0, unless: [] };
        const seconds = before.seconds + state.untilSeconds - state.fromSeconds;
        stood.set(key, { state: before.state, seconds, unless: [...before.unless, ...unless] });
      }
    }
  }
  return longEnough(stood);
}

function isProven({ change, ruleIds }: Subject, stood: ReadonlyMap<string, Stood>): boolean {
  return [...ruleIds].every((ruleId) => {
    const found = stood.get(proofKey(ruleId, change));
    return found !== undefined && found.seconds >= inForceSecondsMin;
  });
}

/** Two that each return to another state, and depend on each other, come to what never was: neither is excused. */
function longEnough(stood: ReadonlyMap<string, Stood>): ReadonlyMap<string, PastState> {
  const long = new Map([...stood].filter(([, { seconds }]) => seconds >= inForceSecondsMin));
  const alone = [...long].filter(([, { unless }]) => !unless.some((other) => long.has(other)));
  return new Map(alone.map(([key, { state }]) => [key, state]));
}
