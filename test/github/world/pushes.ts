import { simpleUser } from "../json/basic.ts";
import { suiteBody } from "../json/check.ts";
import { pushedCommit } from "../json/commit.ts";
import { pushedRepository, repositoryHtmlUrl } from "../json/repository.ts";
import { announce, announcePull } from "./announce.ts";
import { suiteFor } from "./checks.ts";
import { closePull, markMerged } from "./merging.ts";
import { dismissReview } from "./reviews.ts";
import { rulesetsOver } from "./rulesets.ts";
import type { Account, Pull, Repository } from "./types.ts";
import { setRef, type World } from "./world.ts";

const nobody = "0".repeat(40);

/** A push tells the commits that it brought, up to this many. */
const pushedCommitsMax = 2_048;

/** Moves a branch, and does all that follows from it: events, and heads of pull requests. */
export function moveBranch(
  world: World,
  repository: Repository,
  branch: string,
  after: string | null,
  by: Account,
): void {
  const ref = `refs/heads/${branch}`;
  const before = repository.refs.get(ref) ?? null;
  if (before === after) return;
  setRef(repository, ref, after);
  repository.pushedAt = world.now();
  announcePush(world, repository, branch, before, after, by);
  if (after === null) {
    for (const pull of pullsFrom(world, repository, branch)) closePull(world, pull, by);
    return;
  }
  requestSuite(world, repository, after, by);
  for (const pull of pullsFrom(world, repository, branch))
    synchronize(world, pull, before ?? nobody, after, by);
  for (const pull of repository.pulls.values())
    if (
      pull.state === "open" &&
      pull.base.ref === branch &&
      repository.commits.isAncestor(pull.head.sha, after)
    )
      markMerged(world, pull, by, after);
}

/** GitHub makes a suite for each App that may write checks, and asks for its runs. */
export function requestSuite(world: World, repository: Repository, head: string, by: Account): void {
  const { suite, created } = suiteFor(world, repository, world.app, head);
  if (created)
    announce(world, repository, "check_suite", "requested", by, {
      check_suite: suiteBody(world, repository, suite),
    });
}

function pullsFrom(world: World, repository: Repository, branch: string): readonly Pull[] {
  return [...world.repositories.values()]
    .flatMap((one) => [...one.pulls.values()])
    .filter(
      (pull) => pull.state === "open" && pull.head.repository === repository && pull.head.ref === branch,
    );
}

/**
 * After a force-push GitHub may re-point an approval's commit to the new head, though nobody looked at that. Here it
 * always does: that is the dangerous case.
 */
function synchronize(world: World, pull: Pull, before: string, after: string, by: Account): void {
  const { repository } = pull;
  const forced = !repository.commits.isAncestor(before, after);
  pull.head.sha = after;
  pull.base.sha = repository.refs.get(`refs/heads/${pull.base.ref}`) ?? pull.base.sha;
  pull.updatedAt = world.now();
  setRef(repository, `refs/pull/${pull.number}/head`, after);
  if (forced) for (const review of pull.reviews) if (review.state === "APPROVED") review.commit = after;
  announcePull(world, pull, "synchronize", by, { before, after });
  if (!dismissesStale(pull)) return;
  for (const review of pull.reviews) if (review.state === "APPROVED") dismissReview(world, pull, review, by);
}

function dismissesStale(pull: Pull): boolean {
  return rulesetsOver(pull.repository, pull.base.ref)
    .flatMap(({ rules }) => rules)
    .some(
      ({ type, parameters }) =>
        type === "pull_request" && parameters?.["dismiss_stale_reviews_on_push"] === true,
    );
}

function announcePush(
  world: World,
  repository: Repository,
  branch: string,
  before: string | null,
  after: string | null,
  by: Account,
): void {
  const known = (sha: string | null): boolean => sha !== null && repository.commits.get(sha) !== null;
  const main = repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? null;
  const from = before ?? (main === after ? null : main);
  const brought =
    after === null
      ? []
      : from !== null && known(from)
        ? repository.commits.between(from, after)
        : [repository.commits.get(after)].filter((commit) => commit !== null);
  const tip = after === null ? null : repository.commits.get(after);
  announce(world, repository, "push", null, by, {
    ref: `refs/heads/${branch}`,
    before: before ?? nobody,
    after: after ?? nobody,
    repository: pushedRepository(world, repository),
    pusher: { name: by.login, email: by.email },
    created: before === null,
    deleted: after === null,
    forced: before !== null && after !== null && !repository.commits.isAncestor(before, after),
    base_ref: null,
    compare: `${repositoryHtmlUrl(world, repository)}/compare/${(before ?? nobody).slice(0, 12)}...${(after ?? nobody).slice(0, 12)}`,
    commits: brought.slice(0, pushedCommitsMax).map((commit) => pushedCommit(world, repository, commit)),
    head_commit: tip === null ? null : pushedCommit(world, repository, tip),
    sender: simpleUser(world, by),
  });
}
