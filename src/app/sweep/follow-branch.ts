import { isJsonObject, type JsonValue } from "../../model/json.ts";
import type { StoredRepositoryRecord } from "../../model/record.ts";
import type { BranchesPorts } from "./branch-ports.ts";
import { type BranchRecords, branchRecords } from "./branch-records.ts";
import { commitExplainer } from "./explain-commit.ts";
import { type KnownMerges, matchCommits } from "./match-commits.ts";
import { type Step, scopeFinder } from "./out-of-scope.ts";
import type { Place } from "./places.ts";

/** More than the busiest monorepo gets in a month: whoever was away for longer has other questions. */
const commitsMax = 50_000;

/** Where following a branch goes on, and the commits after it that a sweep has tried to explain. */
interface BranchState {
  readonly from: string;
  readonly tried: readonly string[];
}

/** What came of it. `finished`: every commit up to the tip is explained. */
export interface Followed {
  readonly explained: number;
  readonly finished: boolean;
  /** `owner/name#12`: merges that nobody had told of. */
  readonly lostMerges: readonly string[];
}

/**
 * Goes from where the last sweep stopped to the tip, and keeps for each commit how it came there. At the first look the
 * tip stands for everything before it. A commit that nothing explains is looked at once more by the next sweep, because
 * GitHub tells of a merge some seconds after it is in git. What is found is kept before the place is moved on.
 */
export async function followBranch(place: Place, branch: string, ports: BranchesPorts): Promise<Followed> {
  const { installationId, repository, name } = place;
  const note = `sweep-branch:${repository.id}/${branch}`;
  const state = readState(await ports.notes.get(note)) ?? (await stateOfFormerName(place, branch, ports));
  const want = { branch, after: state?.from ?? null, commitsMax: state === null ? 1 : commitsMax };
  const { tip, end, commits } = await ports.history(installationId, repository, want);
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents]));
  const make = branchRecords(repository.id, branch, parents);
  if (state === null) {
    await ports.records.append([make.commit(tip, { explained: "before-installation" })]);
    await ports.notes.set(note, writtenState({ from: tip, tried: [] }));
    return { explained: 1, finished: true, lostMerges: [] };
  }
  const recorded = recordedOn(branch, await ports.records.ofRepository(repository.id, "branch-commit"));
  let fresh = commits.map(({ sha }) => sha);
  if (end !== "after") {
    const why = end === "commits-max" ? "too-many-commits" : "rewritten";
    const alert = make.alert({ kind: "branch-not-followed", branch, from: state.from, to: tip, why });
    await ports.records.append([alert]);
    // What was followed before the rewrite still stands in the list. Where nothing of it does, the tip is where
    // following begins anew, and nothing explains it.
    const known = fresh.findIndex((commit) => recorded.has(commit));
    if (known === -1) await ports.records.append(make.unexplained(tip, null));
    fresh = fresh.slice(0, Math.max(known, 0));
  }
  const steps = fresh.map((commit) => ({ commit, parent: parents.get(commit)?.[0] ?? null }));
  const before = { recorded, tried: new Set(state.tried) };
  const found = await explainAll(steps, before, place, { branch, make }, ports);
  const oldest = fresh.findLastIndex((commit) => found.waiting.has(commit));
  const from = oldest === -1 ? tip : (fresh[oldest + 1] ?? state.from);
  await ports.notes.set(note, writtenState({ from, tried: [...found.tried] }));
  const lostMerges = found.lostMerges.map((number) => `${name}#${number}`);
  return { explained: found.explained, finished: oldest === -1, lostMerges };
}

async function explainAll(
  steps: readonly Step[],
  before: { readonly recorded: ReadonlySet<string>; readonly tried: ReadonlySet<string> },
  place: Place,
  { branch, make }: { readonly branch: string; readonly make: BranchRecords },
  { records, byAutomation, foundMerge, judgeStep, blobs }: BranchesPorts,
) {
  const known = await knownMerges(place.repository.id, records);
  const arrivalOf = matchCommits(
    steps.map(({ commit }) => commit),
    branch,
    known,
  );
  const explain = commitExplainer(place, { branch, make }, { records, byAutomation, foundMerge });
  const inScope = scopeFinder(place, branch, { judgeStep, blobs });
  const lostMerges: number[] = [];
  const [waiting, tried] = [new Set<string>(), new Set<string>()];
  let explained = 0;
  for (const step of steps.toReversed()) {
    const { commit } = step;
    if (before.recorded.has(commit)) continue;
    const lastTry = before.tried.has(commit);
    const arrival = arrivalOf(commit);
    const outcome = await explain({ commit, arrival, lastTry });
    const kept = outcome.kind === "explained" ? await inScope(outcome.records, step, arrival.push) : null;
    if (outcome.kind === "explained" && kept?.kind === "records") {
      await records.append(kept.records, { blobs: kept.blobs });
      explained += 1;
      if (outcome.lostMerge !== null) lostMerges.push(outcome.lostMerge);
      continue;
    }
    waiting.add(commit);
    if (lastTry || (outcome.kind === "later" && outcome.tried)) tried.add(commit);
  }
  return { waiting, tried, explained, lostMerges };
}

/**
 * A branch that got another name goes on where it was followed under the old one: what came in between is not from
 * before the first look. Another branch that still stands says nothing of this one.
 */
async function stateOfFormerName(
  { installationId, repository, survey }: Place,
  branch: string,
  { records, history }: BranchesPorts,
): Promise<BranchState | null> {
  const kept = await records.ofRepository(repository.id, "branch-commit");
  const followed = new Map(
    kept.flatMap(({ body }) => (body.kind === "branch-commit" ? [[body.commit, body.branch] as const] : [])),
  );
  if (followed.size === 0) return null;
  const { commits } = await history(installationId, repository, { branch, after: null, commitsMax });
  const last = commits.find(({ sha }) => followed.has(sha))?.sha;
  const former = last === undefined ? undefined : followed.get(last);
  if (last === undefined || former === undefined) return null;
  const standing = await survey.protectedBranches(repository);
  return standing.includes(former) ? null : { from: last, tried: [] };
}

async function knownMerges(repositoryId: number, records: BranchesPorts["records"]): Promise<KnownMerges> {
  const bodies = (kept: readonly StoredRepositoryRecord[]) => kept.map(({ body }) => body);
  const groups = bodies(await records.ofRepository(repositoryId, "merge-group"));
  const pushes = bodies(await records.ofRepository(repositoryId, "direct-push"));
  return {
    merged: await records.ofPulls(repositoryId, "merged"),
    groups: groups.filter((body) => body.kind === "merge-group"),
    pushes: pushes.filter((body) => body.kind === "direct-push"),
  };
}

function recordedOn(branch: string, kept: readonly StoredRepositoryRecord[]): ReadonlySet<string> {
  return new Set(
    kept.flatMap(({ body }) =>
      body.kind === "branch-commit" && body.branch === branch ? [body.commit] : [],
    ),
  );
}

function readState(written: string | null): BranchState | null {
  const value: JsonValue = written === null ? null : (JSON.parse(written) as JsonValue);
  if (!isJsonObject(value) || typeof value["from"] !== "string") return null;
  const tried = Array.isArray(value["tried"]) ? value["tried"] : [];
  return { from: value["from"], tried: tried.filter((commit) => typeof commit === "string") };
}

function writtenState({ from, tried }: BranchState): string {
  return JSON.stringify({ from, tried });
}
