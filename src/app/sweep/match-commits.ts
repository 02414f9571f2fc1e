import type { PullRecord, RepositoryRecord } from "../../model/record.ts";

/** What the records of one repository say about how commits came to its branches. */
export interface KnownMerges {
  readonly merged: readonly { readonly number: number | null; readonly body: PullRecord }[];
  readonly groups: readonly Extract<RepositoryRecord, { kind: "merge-group" }>[];
  readonly pushes: readonly DirectPush[];
}

export type DirectPush = Extract<RepositoryRecord, { readonly kind: "direct-push" }>;

/** How a commit may have come to its branch. A merge is a push too. */
export interface Arrival {
  /** The pull request whose merge it is. */
  readonly number: number | null;
  readonly push: DirectPush | null;
}

/** Matches the commits of a branch, newest first and without gaps, with what is recorded. */
export function matchCommits(
  commits: readonly string[],
  branch: string,
  { merged, groups, pushes }: KnownMerges,
): (commit: string) => Arrival {
  const numbers = new Map<string, number>();
  for (const { head, pulls } of groups) for (const number of pulls) numbers.set(head, number);
  for (const { number, body } of merged)
    if (body.kind === "merged" && number !== null) numbers.set(body.commit, number);
  const pushed = new Map<string, DirectPush>();
  for (const push of pushes) {
    if (push.branch !== branch) continue;
    for (const commit of coveredBy(push, commits)) pushed.set(commit, push);
  }
  return (commit) => ({ number: numbers.get(commit) ?? null, push: pushed.get(commit) ?? null });
}

/** From the new tip of a push down to the one before it, or to where the list ends: it ends at a tip that was known. */
function coveredBy(
  { before, after }: { readonly before: string; readonly after: string },
  commits: readonly string[],
): readonly string[] {
  const start = commits.indexOf(after);
  if (start === -1) return [];
  const end = commits.indexOf(before, start);
  return commits.slice(start, end === -1 ? undefined : end);
}
