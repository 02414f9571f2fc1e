import type { CommitFacts, ReviewFacts } from "../../model/pull.ts";
import { GitHubError, type PullReading, type RepositoryRef } from "../ports.ts";
import type { Client } from "../transport/client.ts";
import { faultError, type GraphqlFault, graphql } from "../transport/graphql.ts";
import {
  type CommitPage,
  commitsAnswer,
  type PullAnswer,
  pullAnswer,
  type ReviewPage,
  reviewsAnswer,
} from "./answer.ts";
import { commitFacts, pullFacts, reviewFacts } from "./facts.ts";
import { organisationFile } from "./organisation-file.ts";
import { parsed } from "./parsed.ts";
import { commitsQuery, pullQuery, reviewsQuery } from "./query.ts";

/** GitHub itself shows no more commits of a pull request. */
const commitsMax = 250;
/** Newest first. Whoever approves a pull request has done so within its last thousand reviews. */
const reviewsMax = 1_000;
/** A head that moves between two pages: what was read is of two moments. */
const movedRetryMs = 1_000;

export interface PullReaderSettings {
  /** Name of the repository, beside the one that is read, that holds the organisation's file. */
  readonly configurationRepository: string;
  readonly configurationFile: string;
  /** Whether the token may see teams. */
  readonly withRequests: boolean;
}

export function pullSettings(repository: string | undefined, withRequests: boolean): PullReaderSettings {
  return {
    configurationRepository: repository ?? ".github",
    configurationFile: "sekisho.yml",
    withRequests,
  };
}

/** One call, and one more for each further hundred commits or reviews. */
export async function readPull(
  client: Client,
  ref: RepositoryRef,
  number: number,
  settings: PullReaderSettings,
): Promise<PullReading | null> {
  const { data, faults } = await graphql(client, pullQuery(settings.withRequests), {
    owner: ref.owner,
    name: ref.name,
    number,
    configuration: settings.configurationRepository,
    file: settings.configurationFile,
  });
  const fatal = faults.find((fault) => !canBeAbsent(fault));
  if (fatal !== undefined) throw faultError(fatal);
  const { repository, organisation } = parsed(pullAnswer, data, "pull request");
  const pull = repository?.pullRequest ?? null;
  // A name can be given to another repository; what is asked for is the one with this number.
  if (repository === null || pull === null || repository.databaseId !== ref.id) return null;
  const commits = await allCommits(client, ref, pull);
  const reviews = await allReviews(client, ref, pull);
  return {
    pull: pullFacts(repository, pull, commits, reviews),
    organisationFile: await organisationFile(client, ref.owner, organisation, settings),
  };
}

/**
 * GitHub says `NOT_FOUND` of what does not exist and of what the installation does not see. Anything else, such as
 * `FORBIDDEN`, could hide an organisation's file that is there, and its rules would be dropped in silence.
 */
function canBeAbsent({ type, path }: GraphqlFault): boolean {
  if (type !== "NOT_FOUND") return false;
  return path === "repository" || path === "repository.pullRequest" || /^organisation(\.|$)/.test(path);
}

async function allCommits(
  client: Client,
  { owner, name }: RepositoryRef,
  pull: PullAnswer,
): Promise<readonly CommitFacts[]> {
  const commits = [...commitFacts(pull.commits)];
  let page: CommitPage = pull.commits;
  while (page.pageInfo.hasNextPage && commits.length < commitsMax) {
    const variables = { owner, name, number: pull.number, cursor: page.pageInfo.endCursor ?? "" };
    const { data, faults } = await graphql(client, commitsQuery, variables);
    if (faults[0] !== undefined) throw faultError(faults[0]);
    const next = parsed(commitsAnswer, data, "page of commits").repository?.pullRequest;
    if (next?.headRefOid !== pull.headRefOid) throw moved(pull.number);
    page = next.commits;
    commits.push(...commitFacts(page));
  }
  return commits.slice(0, commitsMax);
}

async function allReviews(
  client: Client,
  { owner, name }: RepositoryRef,
  pull: PullAnswer,
): Promise<readonly ReviewFacts[]> {
  const first = pull.reviews ?? null;
  if (first === null) return [];
  let page: ReviewPage = first;
  const reviews = [...reviewFacts(page.nodes)];
  while (page.pageInfo.hasPreviousPage && reviews.length < reviewsMax) {
    const variables = { owner, name, number: pull.number, cursor: page.pageInfo.startCursor ?? "" };
    const { data, faults } = await graphql(client, reviewsQuery, variables);
    if (faults[0] !== undefined) throw faultError(faults[0]);
    const next = parsed(reviewsAnswer, data, "page of reviews").repository?.pullRequest;
    if (!next) throw moved(pull.number);
    page = next.reviews;
    reviews.unshift(...reviewFacts(page.nodes));
  }
  return reviews;
}

function moved(number: number): GitHubError {
  return new GitHubError(
    "unavailable",
    `Pull request ${number} was pushed to or closed while it was read: it has to be read again.`,
    { retryAfterMs: movedRetryMs },
  );
}
