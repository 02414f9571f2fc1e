import { changesOf } from "../git/changes.ts";
import { simpleUser, teamWithParent } from "../json/basic.ts";
import { commitBody, fileBody } from "../json/commit.ts";
import { reviewBody, reviewCommentBody } from "../json/conversation.ts";
import { pullBody, simplePull } from "../json/pull.ts";
import { invalid, notFound } from "../server/answer.ts";
import { type Call, type Endpoints, listed, listField, pullOf, repositoryOf } from "../server/call.ts";
import { requestTeam, requestUser, withdrawTeam, withdrawUser } from "../world/reviews.ts";
import { findTeam, teamAccess } from "../world/teams.ts";
import type { Pull, Team } from "../world/types.ts";
import { speaker } from "./comments.ts";
import { createReview, reviewOf } from "./reviews.ts";

const read = { permission: "pull_requests", level: "read" } as const;
const write = { permission: "pull_requests", level: "write" } as const;

/** GitHub tells no more than this of a pull request. */
const commitsMax = 250;
const filesMax = 3_000;

export const pullEndpoints: Endpoints = {
  "pulls/get": { need: read, handle: (call) => ({ status: 200, body: pullBody(call.world, pullOf(call)) }) },
  "pulls/list": {
    need: read,
    handle: (call) => listed(call, chosenPulls(call), (pull) => simplePull(call.world, pull)),
  },
  "pulls/list-commits": {
    need: read,
    handle: (call) => {
      const { repository, base, head } = pullOf(call);
      const commits = repository.commits.between(base.sha, head.sha).slice(0, commitsMax);
      return listed(call, commits, (commit) => commitBody(call.world, repository, commit));
    },
  },
  "pulls/list-files": {
    need: read,
    handle: (call) => {
      const { repository, base, head } = pullOf(call);
      const from = repository.commits.mergeBase(base.sha, head.sha);
      const changes = changesOf(repository, from, head.sha).slice(0, filesMax);
      return listed(call, changes, (change) => fileBody(call.world, repository, head.sha, change));
    },
  },
  "pulls/list-reviews": {
    need: read,
    handle: (call) => {
      const pull = pullOf(call);
      return listed(call, pull.reviews, (review) => reviewBody(call.world, pull, review));
    },
  },
  "pulls/get-review": {
    need: read,
    handle: (call) => ({ status: 200, body: reviewBody(call.world, pullOf(call), reviewOf(call)) }),
  },
  "pulls/list-comments-for-review": {
    need: read,
    handle: (call) => {
      const [pull, review] = [pullOf(call), reviewOf(call)];
      return listed(call, review.comments, (comment) => reviewCommentBody(call.world, pull, review, comment));
    },
  },
  "pulls/list-review-comments": {
    need: read,
    handle: (call) => {
      const pull = pullOf(call);
      const all = pull.reviews.flatMap((review) => review.comments.map((comment) => ({ review, comment })));
      return listed(call, all, ({ review, comment }) => reviewCommentBody(call.world, pull, review, comment));
    },
  },
  "pulls/create-review": { need: write, handle: createReview },
  "pulls/list-requested-reviewers": {
    need: read,
    handle: (call) => {
      const pull = pullOf(call);
      const users = [...pull.requestedUsers].flatMap((id) => call.world.accounts.get(id) ?? []);
      const teams = [...pull.requestedTeams].map((team) => teamWithParent(call.world, team));
      return { status: 200, body: { users: users.map((user) => simpleUser(call.world, user)), teams } };
    },
  },
  "pulls/request-reviewers": { need: write, handle: requestReviewers },
  "pulls/remove-requested-reviewers": {
    need: write,
    handle: (call) => {
      const pull = pullOf(call);
      const by = speaker(call);
      for (const team of teamsNamed(call, pull)) withdrawTeam(call.world, pull, team, by);
      for (const login of listField(call.body, "reviewers").map(String)) {
        const account = call.world.findAccount(login);
        if (account !== null) withdrawUser(call.world, pull, account, by);
      }
      return { status: 200, body: simplePull(call.world, pull) };
    },
  },
};

function chosenPulls(call: Call): readonly Pull[] {
  const { query } = call;
  const [state, base, head] = [query.get("state") ?? "open", query.get("base"), query.get("head")];
  const ascending = query.get("direction") === "asc";
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  return [...repositoryOf(call).pulls.values()]
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => base === null || pull.base.ref === base)
    .filter((pull) => head === null || head === `${pull.head.repository.owner.login}:${pull.head.ref}`)
    .sort((a, b) => (a[key] - b[key] || a.number - b.number) * (ascending ? 1 : -1));
}

function teamsNamed(call: Call, pull: Pull): readonly Team[] {
  const organisation = pull.repository.owner.login;
  return listField(call.body, "team_reviewers").map((slug) => {
    const team = findTeam(call.world, organisation, String(slug));
    if (team === null || teamAccess(team, pull.repository) === null)
      throw invalid(
        "Reviews may only be requested from collaborators. One or more of the teams you specified is not a collaborator of the " +
          `${organisation}/${pull.repository.name} repository.`,
      );
    return team;
  });
}

/** All or none: GitHub refuses the whole request where one of them may not be asked. */
function requestReviewers(call: Call): { readonly status: number; readonly body: unknown } {
  const pull = pullOf(call);
  if (pull.state === "closed") throw invalid("Can't request reviewers on a closed pull request.");
  const teams = teamsNamed(call, pull);
  const users = listField(call.body, "reviewers").map((login) => {
    const account = call.world.findAccount(String(login));
    if (account === null) throw notFound();
    if (account === pull.author) throw invalid("Review cannot be requested from pull request author.");
    return account;
  });
  const by = speaker(call);
  for (const team of teams) requestTeam(call.world, pull, team, by);
  for (const user of users) requestUser(call.world, pull, user, by);
  return { status: 201, body: simplePull(call.world, pull) };
}
