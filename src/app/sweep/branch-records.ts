import type { Alert } from "../../model/alert.ts";
import { digestOf } from "../../model/digest.ts";
import type { RepositoryRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";
import type { MergedUnder } from "../gate-records.ts";

type BranchCommit = Extract<RepositoryRecord, { kind: "branch-commit" }>;

/** Makes the records about the commits of one branch; each is kept once, however often a sweep looks. */
export interface BranchRecords {
  commit(
    commit: string,
    how: Pick<BranchCommit, "explained"> & Partial<Pick<BranchCommit, "number" | "decisionId">>,
  ): NewRecord;
  alert(alert: Alert): NewRecord;
  /** Nothing explains it; `number`: it came in with a pull request that was never decided. */
  unexplained(commit: string, number: number | null): readonly NewRecord[];
  /** It came in with a pull request. `under`: what that was merged under. */
  merged(commit: string, number: number, under: MergedUnder | null): readonly NewRecord[];
}

/** `parents`: of the commits, as far as they are known; each record of one keeps its own. */
export function branchRecords(
  repositoryId: number,
  branch: string,
  parents: ReadonlyMap<string, readonly string[]>,
): BranchRecords {
  const record = (key: string, body: RepositoryRecord): NewRecord => {
    return { scope: "repository", repositoryId, key: `${branch} ${key}`, body };
  };
  const commit: BranchRecords["commit"] = (sha, how) => {
    const own = parents.get(sha);
    const body = { kind: "branch-commit", branch, commit: sha, number: null, decisionId: null } as const;
    return record(sha, { ...body, ...(own === undefined ? {} : { parents: own }), ...how });
  };
  const alert: BranchRecords["alert"] = (what) =>
    record(digestOf({ ...what }), { kind: "alert", alert: what });
  const unexplained: BranchRecords["unexplained"] = (sha, number) => [
    commit(sha, { explained: "unexplained", number }),
    alert({ kind: "merged-without-decision", commit: sha, number }),
  ];
  return {
    commit,
    alert,
    unexplained,
    merged: (sha, number, under) => {
      if (under?.decision == null) return unexplained(sha, number);
      const { decisionId } = under.decision;
      const explained = under.gate?.state["state"] === "break-glass" ? "break-glass" : "decision";
      const matched = commit(sha, { explained, number, decisionId });
      const wasOpen = under.gate?.conclusion === "success";
      return wasOpen ? [matched] : [matched, alert({ kind: "merged-against-gate", commit: sha, number })];
    },
  };
}
