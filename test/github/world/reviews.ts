import { simpleUser, teamWithParent } from "../json/basic.ts";
import { reviewBody } from "../json/conversation.ts";
import { simplePull } from "../json/pull.ts";
import { announce, announcePull } from "./announce.ts";
import { isInTeam } from "./teams.ts";
import type { Account, Pull, Review, ReviewComment, ReviewState, Team } from "./types.ts";
import type { World } from "./world.ts";

export interface NewReview {
  readonly state: ReviewState;
  readonly body: string;
  /** `null`: the head. */
  readonly commit: string | null;
  readonly comments: readonly Omit<ReviewComment, "id">[];
}

/** A review also answers what was asked of its author, and of the teams that its author is in. */
export function addReview(world: World, pull: Pull, by: Account, review: NewReview): Review {
  if (by.id === pull.author.id && review.state !== "COMMENTED")
    throw new Error("Nobody can approve or ask for changes of an own pull request.");
  const made: Review = {
    id: world.nextId("review"),
    by,
    state: review.state,
    body: review.body,
    commit: review.commit ?? pull.head.sha,
    submittedAt: world.now(),
    comments: review.comments.map((comment) => ({ ...comment, id: world.nextId("reviewComment") })),
  };
  pull.reviews.push(made);
  pull.requestedUsers.delete(by.id);
  for (const team of [...pull.requestedTeams]) if (isInTeam(team, by)) pull.requestedTeams.delete(team);
  announceReview(world, pull, made, "submitted", by);
  return made;
}

export function editReview(world: World, pull: Pull, review: Review, by: Account, body: string): void {
  const from = review.body;
  review.body = body;
  announceReview(world, pull, review, "edited", by, { changes: { body: { from } } });
}

export function dismissReview(world: World, pull: Pull, review: Review, by: Account): void {
  review.state = "DISMISSED";
  announceReview(world, pull, review, "dismissed", by);
}

export function requestTeam(world: World, pull: Pull, team: Team, by: Account): void {
  if (pull.requestedTeams.has(team)) return;
  pull.requestedTeams.add(team);
  announcePull(world, pull, "review_requested", by, { requested_team: teamWithParent(world, team) });
}

export function requestUser(world: World, pull: Pull, account: Account, by: Account): void {
  if (pull.requestedUsers.has(account.id)) return;
  pull.requestedUsers.add(account.id);
  announcePull(world, pull, "review_requested", by, { requested_reviewer: simpleUser(world, account) });
}

export function withdrawTeam(world: World, pull: Pull, team: Team, by: Account): void {
  if (!pull.requestedTeams.delete(team)) return;
  announcePull(world, pull, "review_request_removed", by, { requested_team: teamWithParent(world, team) });
}

export function withdrawUser(world: World, pull: Pull, account: Account, by: Account): void {
  if (!pull.requestedUsers.delete(account.id)) return;
  announcePull(world, pull, "review_request_removed", by, { requested_reviewer: simpleUser(world, account) });
}

/** Webhooks write a review's state small, the API writes it large. */
function announceReview(
  world: World,
  pull: Pull,
  review: Review,
  action: string,
  by: Account,
  more: Readonly<Record<string, unknown>> = {},
): void {
  announce(world, pull.repository, "pull_request_review", action, by, {
    pull_request: simplePull(world, pull),
    review: {
      ...reviewBody(world, pull, review),
      state: review.state.toLowerCase(),
      body: review.body === "" ? null : review.body,
    },
    ...more,
  });
}
