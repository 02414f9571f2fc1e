import { z } from "zod";

const id = z.int().positive();
export const oid = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
/** GraphQL's `BigInt` is a text. Ids stay far below 2^53 for as long as anybody can see. */
const bigId = z.union([z.string().regex(/^[1-9]\d{0,14}$/), id]).transform(Number);

export const actor = z.object({
  __typename: z.string(),
  login: z.string(),
  databaseId: id.nullish(),
});
export type Actor = z.infer<typeof actor>;

export const gitActor = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  user: z.object({ databaseId: id.nullish(), login: z.string() }).nullish(),
});
export type GitActor = z.infer<typeof gitActor>;

/** GitHub leaves `null` in lists where something cannot be shown. */
export function nodes<Node extends z.ZodType>(node: Node) {
  return z.array(node.nullable());
}

const commit = z.object({
  oid,
  parents: z.object({ nodes: nodes(z.object({ oid })) }),
  authors: z.object({ totalCount: z.int().nonnegative(), nodes: nodes(gitActor) }),
  committer: gitActor.nullish(),
  signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
});
export type CommitAnswer = z.infer<typeof commit>;

const commits = z.object({
  totalCount: z.int().nonnegative(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  nodes: nodes(z.object({ commit })),
});
export type CommitPage = z.infer<typeof commits>;

const review = z.object({
  fullDatabaseId: bigId,
  state: z.string(),
  submittedAt: z.string().nullish(),
  authorCanPushToRepository: z.boolean(),
  author: actor.nullish(),
  commit: z.object({ oid }).nullish(),
});
export type ReviewAnswer = z.infer<typeof review>;

const reviews = z.object({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullish() }),
  nodes: nodes(review),
});
export type ReviewPage = z.infer<typeof reviews>;

const tip = z.object({ target: z.object({ oid }).nullish() });

const requests = z.object({
  nodes: nodes(
    z.object({
      requestedReviewer: z.object({ __typename: z.string(), combinedSlug: z.string().nullish() }).nullish(),
    }),
  ),
});

const pull = z.object({
  id: z.string(),
  number: z.int().positive(),
  title: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  isCrossRepository: z.boolean(),
  mergedAt: z.string().nullish(),
  mergedBy: actor.nullish(),
  mergeCommit: z.object({ oid }).nullish(),
  author: actor.nullish(),
  headRefName: z.string(),
  headRefOid: oid,
  baseRefName: z.string(),
  baseRefOid: oid,
  baseRef: tip.nullish(),
  labels: z.object({ nodes: nodes(z.object({ name: z.string() })) }).nullish(),
  reviewRequests: requests.nullish(),
  commits,
  reviews: reviews.nullish(),
});
export type PullAnswer = z.infer<typeof pull>;

const blob = z.object({
  oid: oid.optional(),
  byteSize: z.int().nonnegative().optional(),
  isTruncated: z.boolean().optional(),
  text: z.string().nullish(),
});

const organisation = z.object({
  defaultBranchRef: z
    .object({
      target: z
        .object({
          oid: oid.optional(),
          file: z.object({ object: blob.nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type OrganisationAnswer = z.infer<typeof organisation>;

const repository = z.object({
  databaseId: id,
  name: z.string(),
  owner: z.object({ login: z.string() }),
  defaultBranchRef: z.object({ name: z.string() }).nullish(),
});
export type RepositoryAnswer = z.infer<typeof repository>;

export const pullAnswer = z.object({
  repository: repository.extend({ pullRequest: pull.nullable() }).nullable(),
  organisation: organisation.nullable(),
});

function inPull<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object({
    repository: z.object({ pullRequest: z.object(shape).nullable() }).nullable(),
  });
}
export const commitsAnswer = inPull({ headRefOid: oid, commits });
export const reviewsAnswer = inPull({ reviews });

/** By alias; `null` for a repository that is gone. */
export const openPullsAnswer = z.record(
  z.string(),
  z
    .object({
      databaseId: id,
      pullRequests: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: nodes(z.object({ number: z.int().positive(), headRefOid: oid, baseRefName: z.string() })),
      }),
    })
    .nullable(),
);
