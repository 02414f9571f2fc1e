import type { CommitFacts, PullFacts, ReviewFacts, ReviewState } from "../../model/pull.ts";
import { accountOf, commitAccount } from "./account.ts";
import type { CommitAnswer, CommitPage, PullAnswer, RepositoryAnswer, ReviewAnswer } from "./answer.ts";

export function present<Node>(nodes: readonly (Node | null)[] | null | undefined): readonly Node[] {
  return (nodes ?? []).filter((node) => node !== null);
}

/** Everything but commits and reviews, which may take more pages. */
export function pullFacts(
  repository: RepositoryAnswer,
  pull: PullAnswer,
  commits: readonly CommitFacts[],
  reviews: readonly ReviewFacts[],
): PullFacts {
  return {
    repository: {
      id: repository.databaseId,
      owner: repository.owner.login,
      name: repository.name,
      defaultBranch: repository.defaultBranchRef?.name ?? pull.baseRefName,
    },
    number: pull.number,
    nodeId: pull.id,
    title: pull.title,
    state: stateOf(pull.state),
    draft: pull.isDraft,
    author: accountOf(pull.author),
    head: { sha: pull.headRefOid, ref: pull.headRefName, fork: pull.isCrossRepository },
    // The commit that the pull request remembers is that of the last push; the branch may be further on, or gone.
    base: { ref: pull.baseRefName, sha: pull.baseRef?.target?.oid ?? pull.baseRefOid },
    labels: present(pull.labels?.nodes).map(({ name }) => name),
    commits,
    commitsOmitted: Math.max(0, pull.commits.totalCount - commits.length),
    reviews,
    requestedTeams: teamsOf(pull),
    ...mergeOf(pull),
  };
}

function mergeOf({ mergedAt, mergedBy, mergeCommit }: PullAnswer): Pick<PullFacts, "merge"> {
  if (!mergedAt) return {};
  return { merge: { at: mergedAt, by: accountOf(mergedBy), commit: mergeCommit?.oid ?? null } };
}

function stateOf(state: PullAnswer["state"]): PullFacts["state"] {
  switch (state) {
    case "OPEN":
      return "open";
    case "CLOSED":
      return "closed";
    case "MERGED":
      return "merged";
  }
}

function teamsOf(pull: PullAnswer): readonly string[] {
  return present(pull.reviewRequests?.nodes)
    .flatMap(({ requestedReviewer }) => requestedReviewer?.combinedSlug ?? [])
    .sort();
}

export function commitFacts(page: CommitPage): readonly CommitFacts[] {
  return present(page.nodes).map(({ commit }) => ({
    sha: commit.oid,
    parents: present(commit.parents.nodes).map(({ oid }) => oid),
    authors: authorsOf(commit),
    committer: commitAccount(commit.committer, signedByGitHub(commit)),
  }));
}

/** An author whom GitHub keeps back is one whom nobody knows. */
function authorsOf(commit: CommitAnswer): CommitFacts["authors"] {
  const { nodes, totalCount } = commit.authors;
  const known = nodes.map((author) => commitAccount(author, signedByGitHub(commit)));
  return totalCount > nodes.length ? [...known, null] : known;
}

function signedByGitHub({ signature }: CommitAnswer): boolean {
  return signature?.isValid === true && signature.wasSignedByGitHub;
}

const reviewStates: ReadonlyMap<string, ReviewState> = new Map([
  ["APPROVED", "approved"],
  ["CHANGES_REQUESTED", "changes-requested"],
  ["COMMENTED", "commented"],
  ["DISMISSED", "dismissed"],
]);

/** A review that is still being written (`PENDING`) is none. */
export function reviewFacts(nodes: readonly (ReviewAnswer | null)[]): readonly ReviewFacts[] {
  return present(nodes).flatMap((review) => {
    const state = reviewStates.get(review.state);
    if (state === undefined) return [];
    const { fullDatabaseId: id, author, commit, submittedAt } = review;
    return [
      {
        id,
        by: accountOf(author),
        canPush: review.authorCanPushToRepository,
        state,
        commit: commit?.oid ?? null,
        submittedAt: submittedAt ?? null,
      },
    ];
  });
}
