import type { Account, CommitFacts, PullFacts } from "../../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../../model/record.ts";

export const an: Account = { id: 1, login: "an", bot: false };
export const ben: Account = { id: 2, login: "ben", bot: false };
export const chi: Account = { id: 3, login: "chi", bot: false };
export const machine: Account = { id: 9, login: "renovate[bot]", bot: true };
export const webFlow: Account = { id: 10, login: "web-flow", bot: false };

export function commit(sha: string, said: Partial<CommitFacts> = {}): CommitFacts {
  return { sha, parents: ["p"], authors: [an], committer: an, ...said };
}

export function pullWith(said: Partial<PullFacts>): PullFacts {
  return {
    repository: { id: 7, owner: "acme", name: "infra", defaultBranch: "main" },
    number: 12,
    nodeId: "PR_12",
    title: "Raise the memory limit",
    state: "open",
    draft: false,
    author: an,
    head: { sha: "h1", ref: "raise", fork: false },
    base: { ref: "main", sha: "b1" },
    labels: [],
    commits: [],
    commitsOmitted: 0,
    reviews: [],
    requestedTeams: [],
    ...said,
  };
}

/** Records in the order given. */
export function stored(bodies: readonly PullRecord[]): readonly StoredPullRecord[] {
  return bodies.map((body, index) => ({
    sequence: index + 1,
    key: String(index),
    at: "2026-11-21T00:00:00.000Z",
    repositoryId: 7,
    number: 12,
    body,
  }));
}
