/** What GitHub answers to the query about a pull request, with what a test is about in the place of its own. */
type Fields = Readonly<Record<string, unknown>>;

export const sha = {
  head: "a".repeat(40),
  base: "b".repeat(40),
  tip: "c".repeat(40),
  organisation: "d".repeat(40),
  blob: "e".repeat(40),
};

const octocat = { __typename: "User", login: "octocat", databaseId: 583231 };
export const octocatAccount = { id: 583231, login: "octocat", bot: false };

export function person(login: string, databaseId: number): Fields {
  return { name: login, email: `${login}@example.com`, user: { databaseId, login } };
}

export function commitNode(oid: string, more: Fields = {}): Fields {
  return {
    commit: {
      oid,
      parents: { nodes: [{ oid: sha.base }] },
      authors: { totalCount: 1, nodes: [person("octocat", 583231)] },
      committer: person("octocat", 583231),
      signature: null,
      ...more,
    },
  };
}

export function reviewNode(id: number | string, more: Fields = {}): Fields {
  return {
    fullDatabaseId: String(id),
    state: "APPROVED",
    submittedAt: "2026-05-01T09:00:00Z",
    authorCanPushToRepository: true,
    author: { __typename: "User", login: "sre", databaseId: 42 },
    commit: { oid: sha.head },
    ...more,
  };
}

export function commitPage(nodes: readonly Fields[], more: Fields = {}): Fields {
  return { totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes, ...more };
}

export function reviewPage(nodes: readonly Fields[], more: Fields = {}): Fields {
  return { pageInfo: { hasPreviousPage: false, startCursor: null }, nodes, ...more };
}

export function pullNode(more: Fields = {}): Fields {
  return {
    id: "PR_kwDO",
    number: 12,
    title: "Raise the limit",
    state: "OPEN",
    isDraft: false,
    isCrossRepository: false,
    author: octocat,
    headRefName: "topic",
    headRefOid: sha.head,
    baseRefName: "main",
    baseRefOid: sha.base,
    baseRef: { target: { oid: sha.tip } },
    labels: { nodes: [{ name: "infra" }, { name: "緊急" }] },
    reviewRequests: { nodes: [] },
    commits: commitPage([commitNode(sha.head)]),
    reviews: reviewPage([]),
    ...more,
  };
}

export function repositoryNode(pullRequest: Fields | null, more: Fields = {}): Fields {
  return {
    databaseId: 7,
    name: "shop",
    owner: { login: "acme" },
    defaultBranchRef: { name: "main" },
    pullRequest,
    ...more,
  };
}

export function organisationNode(blob: Fields | null): Fields {
  return {
    defaultBranchRef: {
      target: { oid: sha.organisation, file: blob === null ? null : { object: blob } },
    },
  };
}
