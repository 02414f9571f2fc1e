import type { MergedPull, SweptRepository } from "../../github/sweep-ports.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";
import type { NewRecord, Records } from "../../store/index.ts";
import { mergedUnder } from "../gate-records.ts";
import type { BranchRecords } from "./branch-records.ts";
import type { Arrival, DirectPush } from "./match-commits.ts";
import type { Place } from "./places.ts";

/** Commits of one branch that GitHub is asked about in one sweep, each one call. */
const lookupsMax = 200;

export interface CommitToExplain {
  readonly commit: string;
  readonly arrival: Arrival;
  /** The sweep before did not find out either: now it is said. */
  readonly lastTry: boolean;
}

/** What is to be kept about a commit, or that it cannot be told yet. */
export type Explanation =
  | {
      readonly kind: "explained";
      readonly records: readonly NewRecord[];
      /** The pull request whose merge nobody had told of. */
      readonly lostMerge: number | null;
    }
  | { readonly kind: "later"; readonly tried: boolean };

export interface ExplainPorts {
  readonly records: Pick<Records, "ofPull">;
  /** Whether a direct push was a listed automation's, and held nothing but what it may change by itself. */
  readonly byAutomation: (repository: SweptRepository, push: DirectPush) => Promise<boolean>;
  /** What can still be said of a merge that nobody told of. */
  readonly foundMerge: FindMerge;
}

export type FindMerge = (
  place: Pick<Place, "installationId" | "survey" | "repository">,
  merge: {
    readonly number: number;
    readonly commit: string;
    readonly head: string;
    readonly records: readonly StoredPullRecord[];
  },
) => Promise<readonly NewRecord[]>;

/** Says of the commits of one branch how they came there: by the records, and where those are silent by GitHub. */
export function commitExplainer(
  place: Pick<Place, "installationId" | "survey" | "repository">,
  { branch, make }: { readonly branch: string; readonly make: BranchRecords },
  { records, byAutomation, foundMerge }: ExplainPorts,
): (asked: CommitToExplain) => Promise<Explanation> {
  const { repository, survey } = place;
  let lookups = 0;
  return async ({ commit, arrival, lastTry }) => {
    const { number, push } = arrival;
    if (number !== null) {
      const under = mergedUnder(await records.ofPull(repository.id, number));
      const into = under?.decision?.inputs.baseRef ?? branch;
      // Merged into another branch: how it came to this one is another story.
      if (into === branch) return explained(make.merged(commit, number, under));
    }
    if (push !== null) {
      const how = (await byAutomation(repository, push)) ? "automation" : "direct-push";
      return explained([make.commit(commit, { explained: how })]);
    }
    if (lookups >= lookupsMax) return { kind: "later", tried: false };
    lookups += 1;
    const pulls = await survey.mergedPullsOf(repository, commit);
    const pull = pulls.find(({ baseRef }) => baseRef === branch);
    if (pull === undefined && lastTry) return explained(make.unexplained(commit, null));
    if (pull === undefined) return { kind: "later", tried: true };
    const known = await records.ofPull(repository.id, pull.number);
    if (known.some(({ body }) => body.kind === "merged"))
      return explained(make.merged(commit, pull.number, mergedUnder(known)));
    if (!lastTry) return { kind: "later", tried: true };
    const { record, history } = lostMerge(repository.id, pull, commit, known);
    const { number: lost, head } = pull;
    const seen = await foundMerge(place, { number: lost, commit: record.key, head, records: history });
    return explained([record, ...seen, ...make.merged(commit, lost, mergedUnder(history))], lost);
  };
}

function explained(records: readonly NewRecord[], lost: number | null = null): Explanation {
  return { kind: "explained", records, lostMerge: lost };
}

/** The delivery that told of a merge never came, and will not: GitHub's list of merged pull requests stands for it. */
function lostMerge(
  repositoryId: number,
  { number, head, mergeCommit }: MergedPull,
  commit: string,
  known: readonly StoredPullRecord[],
) {
  const key = mergeCommit ?? commit;
  const body: PullRecord = { kind: "merged", commit: key, head, by: null };
  const record: NewRecord = { scope: "pull", repositoryId, number, key, body };
  const sequence = (known.at(-1)?.sequence ?? 0) + 1;
  return { record, history: [...known, { sequence, key, at: "", repositoryId, number, body }] };
}
