import { checkName } from "../model/publication.ts";
import type { GitHubTraces, RepositoryRef } from "./ports.ts";
import type { Client } from "./transport/client.ts";
import { markerIn } from "./write/marker.ts";

const pageSize = 100;
/** GitHub takes 2,500 comments for a pull request, and no more. */
const commentPagesMax = 30;
/** Reviews have no such limit; one of ours is looked for right after it was cut off, among the newest. */
const reviewPagesMax = 30;

export interface OwnIdentity {
  readonly appId: number;
  /** Login of the App's account: `slug[bot]`, which nobody else can have. */
  login(): Promise<string>;
}

export function createTraces(client: Client, own: OwnIdentity): GitHubTraces {
  return {
    checkOf: (repository, head) => checkOf(client, repository, head, own.appId),
    commentOf: (repository, number) => commentOf(client, repository, number, own.appId),
    suggestionsOf: async (repository, number, head) =>
      suggestionsOf(client, repository, number, head, await own.login()),
  };
}

async function checkOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  head: string,
  appId: number,
): ReturnType<GitHubTraces["checkOf"]> {
  const { data } = await octokit.rest.checks.listForRef({
    owner,
    repo,
    ref: head,
    check_name: checkName,
    app_id: appId,
    filter: "latest",
    per_page: pageSize,
  });
  const newest = data.check_runs
    .filter(({ app, name }) => app?.id === appId && name === checkName)
    .reduce<{ id: number; external_id: string | null } | null>(
      (best, run) => (best === null || run.id > best.id ? run : best),
      null,
    );
  return newest === null ? null : { id: newest.id, externalId: newest.external_id ?? "" };
}

async function commentOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  number: number,
  appId: number,
): ReturnType<GitHubTraces["commentOf"]> {
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: pageSize,
  });
  let newest: { readonly id: number; readonly digest: string | null } | null = null;
  let count = 0;
  for await (const { data } of pages) {
    for (const comment of data)
      if (comment.performed_via_github_app?.id === appId && comment.id > (newest?.id ?? 0))
        newest = { id: comment.id, digest: markerIn("comment", comment.body ?? "") };
    if (++count >= commentPagesMax) break;
  }
  return newest;
}

/** The commit that GitHub names for a review may change with a force-push; the marker does not. */
async function suggestionsOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  number: number,
  head: string,
  login: string,
): Promise<number | null> {
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: pageSize,
  });
  let newest: number | null = null;
  let count = 0;
  for await (const { data } of pages) {
    for (const { id, user, body } of data)
      if (user?.login === login && user.type === "Bot" && markerIn("suggestions", body) === head) newest = id;
    if (++count >= reviewPagesMax) break;
  }
  return newest;
}
