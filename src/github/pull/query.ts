/** GitHub's largest page. */
export const pageSize = 100;
/** A commit with more authors is taken for one whose authors are not all known. */
export const authorsMax = 10;

const actor = `__typename login
  ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }`;

const gitActor = "name email user { databaseId login }";

const commitPage = `
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { commit {
    oid
    parents(first: 3) { nodes { oid } }
    authors(first: ${authorsMax}) { totalCount nodes { ${gitActor} } }
    committer { ${gitActor} }
    signature { isValid wasSignedByGitHub }
  } }`;

/** `databaseId` of a review ends at 31 bits, and reviews are beyond that. */
const reviewPage = `
  pageInfo { hasPreviousPage startCursor }
  nodes { fullDatabaseId state submittedAt authorCanPushToRepository author { ${actor} } commit { oid } }`;

/** A team is told to Apps that may read members, and to hardly any other token. */
const requests = `reviewRequests(first: ${pageSize}) {
  nodes { requestedReviewer { __typename ... on Team { combinedSlug } } }
}`;

/**
 * Everything about a pull request in one query. The organisation's file stands beside it: the commit and the text are
 * of one moment.
 */
export function pullQuery(withRequests: boolean): string {
  return `query pull($owner: String!, $name: String!, $number: Int!, $configuration: String!, $file: String!) {
  repository(owner: $owner, name: $name) {
    databaseId name owner { login } defaultBranchRef { name }
    pullRequest(number: $number) {
      id number title state isDraft isCrossRepository
      mergedAt mergedBy { ${actor} } mergeCommit { oid }
      author { ${actor} }
      headRefName headRefOid baseRefName baseRefOid baseRef { target { oid } }
      labels(first: ${pageSize}) { nodes { name } }
      ${withRequests ? requests : ""}
      commits(first: ${pageSize}) { ${commitPage} }
      reviews(last: ${pageSize}) { ${reviewPage} }
    }
  }
  organisation: repository(owner: $owner, name: $configuration) {
    defaultBranchRef { target { ... on Commit {
      oid
      file(path: $file) { object { ... on Blob { oid byteSize isTruncated text } } }
    } } }
  }
}`;
}

export const commitsQuery = `query commits($owner: String!, $name: String!, $number: Int!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { headRefOid commits(first: ${pageSize}, after: $cursor) { ${commitPage} } }
  }
}`;

export const reviewsQuery = `query reviews($owner: String!, $name: String!, $number: Int!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { reviews(last: ${pageSize}, before: $cursor) { ${reviewPage} } }
  }
}`;

/** Open pull requests of several repositories, each under an alias `r0`, `r1` and so on. */
export function openPullsQuery(repositories: number): string {
  const each = Array.from({ length: repositories }, (_, index) => index);
  const variables = each.map(
    (index) => `$owner${index}: String!, $name${index}: String!, $cursor${index}: String`,
  );
  const fields = each.map(
    (index) => `r${index}: repository(owner: $owner${index}, name: $name${index}) {
    databaseId
    pullRequests(states: OPEN, first: ${pageSize}, after: $cursor${index}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number headRefOid baseRefName }
    }
  }`,
  );
  return `query openPulls(${variables.join(", ")}) { ${fields.join("\n")} }`;
}
