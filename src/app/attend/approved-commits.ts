import { MirrorError } from "../../git/index.ts";
import { GitHubError } from "../../github/index.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Decided } from "./decide.ts";
import { expectedFiles } from "./expected.ts";
import { decideUnder } from "./judge-pull.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** Commits that are looked at again for approvals: more were never waited for by anybody. */
const commitsMax = 5;

/**
 * Commits that somebody approved and that were never decided, because the head had moved on before: what their approval
 * covers must not hang on how quick we were. The newest first.
 */
export function undecidedApprovals(
  records: readonly StoredPullRecord[],
  { head, reviews }: Pick<PullFacts, "head" | "reviews">,
): readonly string[] {
  const standing = new Set(reviews.filter(({ state }) => state === "approved").map(({ id }) => id));
  const decided = new Set(
    records.flatMap(({ body }) => (body.kind === "decision" ? [body.inputs.head] : [])),
  );
  const approved = records.flatMap(({ body }) =>
    body.kind === "approval-seen" && standing.has(body.reviewId) ? [body.commit] : [],
  );
  return [...new Set(approved.toReversed())]
    .filter((commit) => commit !== head.sha && !decided.has(commit))
    .slice(0, commitsMax);
}

/** The decision about an earlier commit, as it would have been made now; `null`: the commit is gone. */
export async function decideEarlier(
  commit: string,
  situation: Situation,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<Decided | null> {
  const { pull, source, github, repository } = situation;
  try {
    const mergeBase = await github.read.mergeBase(repository, pull.base.sha, commit);
    const snapshot = await ports.mirrors.fetch(source, {
      commits: { tip: pull.base.sha, mergeBase, head: commit },
      pullNumber: pull.number,
      labels: { base: pull.base.ref, head: pull.head.ref },
      expected: expectedFiles,
    });
    try {
      const earlier = { ...pull, head: { ...pull.head, sha: commit } };
      return await decideUnder({ ...situation, pull: earlier, mergeBase, snapshot }, records, ports);
    } finally {
      snapshot.close();
    }
  } catch (error) {
    if (error instanceof MirrorError && error.code === "gone") return null;
    if (error instanceof GitHubError && error.code === "not-found") return null;
    throw error;
  }
}
