import { describe, expect, test } from "vitest";
import { fixture, repository } from "../testing/fixture-app.ts";
import { useNock } from "../testing/no-network.ts";
import {
  commitNode,
  commitPage,
  octocatAccount,
  organisationNode,
  pullNode,
  repositoryNode,
  reviewNode,
  reviewPage,
  sha,
} from "../testing/pull-answer.ts";

useNock();

type Fields = Readonly<Record<string, unknown>>;

const noOrganisation = {
  type: "NOT_FOUND",
  path: ["organisation"],
  message: "Could not resolve to a Repository",
};

/** Answers one query after the other, and keeps what was asked. */
function answering(...answers: readonly Fields[]) {
  const all = fixture();
  const asked: { query: string; variables: Fields }[] = [];
  for (const answer of answers)
    all.scope
      .post("/graphql", (body) => {
        asked.push(body);
        return true;
      })
      .reply(200, answer);
  return { ...all, asked, read: () => all.installation.read.pull(repository, 12) };
}

function pullWith(more: Fields) {
  return {
    data: { repository: repositoryNode(pullNode(more)), organisation: null },
    errors: [noOrganisation],
  };
}

function oid(index: number): string {
  return index.toString(16).padStart(40, "0");
}

describe("a pull request", () => {
  test("is read with one call, the organisation's file with it", async () => {
    const blob = { oid: sha.blob, byteSize: 11, isTruncated: false, text: "mode: advise" };
    const requests = [
      { requestedReviewer: { __typename: "Team", combinedSlug: "acme/sre" } },
      { requestedReviewer: { __typename: "User" } },
      { requestedReviewer: { __typename: "Team", combinedSlug: "acme/dba" } },
      null,
    ];
    const all = answering({
      data: {
        repository: repositoryNode(
          pullNode({
            reviewRequests: { nodes: requests },
            reviews: reviewPage([reviewNode("3456789012")]),
          }),
        ),
        organisation: organisationNode(blob),
      },
    });
    expect(await all.read()).toEqual({
      pull: {
        repository: { id: 7, owner: "acme", name: "shop", defaultBranch: "main" },
        number: 12,
        nodeId: "PR_kwDO",
        title: "Raise the limit",
        state: "open",
        draft: false,
        author: octocatAccount,
        head: { sha: sha.head, ref: "topic", fork: false },
        base: { ref: "main", sha: sha.tip },
        labels: ["infra", "緊急"],
        commits: [
          { sha: sha.head, parents: [sha.base], authors: [octocatAccount], committer: octocatAccount },
        ],
        commitsOmitted: 0,
        reviews: [
          {
            id: 3456789012,
            by: { id: 42, login: "sre", bot: false },
            canPush: true,
            state: "approved",
            commit: sha.head,
            submittedAt: "2026-05-01T09:00:00Z",
          },
        ],
        requestedTeams: ["acme/dba", "acme/sre"],
      },
      organisationFile: {
        text: "mode: advise",
        path: "sekisho.yml",
        commit: sha.organisation,
        repository: ".github",
      },
    });
    expect(all.installation.calls).toEqual({ rest: 0, graphql: 1 });
    expect(all.asked[0]?.variables).toEqual({
      owner: "acme",
      name: "shop",
      number: 12,
      configuration: ".github",
      file: "sekisho.yml",
    });
  });

  test.each([
    ["a merged one", { state: "MERGED" }, { state: "merged" }],
    ["a closed one", { state: "CLOSED" }, { state: "closed" }],
    ["a draft", { isDraft: true }, { draft: true }],
    ["one of a fork", { isCrossRepository: true }, { head: { sha: sha.head, ref: "topic", fork: true } }],
    ["one whose author is gone", { author: null }, { author: null }],
    [
      "one of a bot, which GraphQL calls by half its name",
      { author: { __typename: "Bot", login: "renovate", databaseId: 9 } },
      { author: { id: 9, login: "renovate[bot]", bot: true } },
    ],
    [
      "one of a mannequin",
      { author: { __typename: "Mannequin", login: "old", databaseId: 9 } },
      { author: { id: 9, login: "old", bot: true } },
    ],
    ["one whose base branch is gone", { baseRef: null }, { base: { ref: "main", sha: sha.base } }],
    ["one without labels", { labels: null }, { labels: [] }],
  ])("%s is told as it is", async (_, more, expected) => {
    expect((await answering(pullWith(more)).read())?.pull).toMatchObject(expected);
  });

  test.each([
    [
      "is not there",
      {
        data: { repository: repositoryNode(null), organisation: null },
        errors: [{ type: "NOT_FOUND", path: ["repository", "pullRequest"], message: "x" }, noOrganisation],
      },
    ],
    [
      "is in a repository that cannot be seen",
      {
        data: { repository: null, organisation: null },
        errors: [{ type: "NOT_FOUND", path: ["repository"], message: "x" }, noOrganisation],
      },
    ],
    [
      "is in another repository, which has that name now",
      {
        data: { repository: repositoryNode(pullNode(), { databaseId: 8 }), organisation: null },
        errors: [noOrganisation],
      },
    ],
  ])("that %s is none", async (_, answer) => {
    expect(await answering(answer).read()).toBeNull();
  });
});

describe("reviews", () => {
  test("are told with their state; one that is being written is none", async () => {
    const states = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"];
    const nodes = states.map((state, index) =>
      reviewNode(index + 1, { state, author: null, commit: null, submittedAt: null }),
    );
    const reading = await answering(pullWith({ reviews: reviewPage(nodes) })).read();
    expect(reading?.pull.reviews.map(({ state }) => state)).toEqual([
      "approved",
      "changes-requested",
      "commented",
      "dismissed",
    ]);
    expect(reading?.pull.reviews[0]).toEqual({
      id: 1,
      by: null,
      canPush: true,
      state: "approved",
      commit: null,
      submittedAt: null,
    });
  });

  test("by bots are known as such, whatever they are called", async () => {
    const author = { __typename: "Bot", login: "copilot", databaseId: 198982749 };
    const reading = await answering(pullWith({ reviews: reviewPage([reviewNode(1, { author })]) })).read();
    expect(reading?.pull.reviews[0]?.by).toEqual({ id: 198982749, login: "copilot[bot]", bot: true });
  });

  test("beyond the newest hundred are fetched page by page, and stay in their order", async () => {
    const page = (first: number, startCursor: string | null) =>
      reviewPage(
        Array.from({ length: 100 }, (_, index) => reviewNode(first + index)),
        { pageInfo: { hasPreviousPage: startCursor !== null, startCursor } },
      );
    const more = (reviews: Fields) => ({ data: { repository: { pullRequest: { reviews } } } });
    const all = answering(pullWith({ reviews: page(201, "x") }), more(page(101, "y")), more(page(1, null)));
    const reading = await all.read();
    expect(reading?.pull.reviews.map(({ id }) => id)).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
    expect(all.asked.map(({ variables }) => variables["cursor"])).toEqual([undefined, "x", "y"]);
    expect(all.installation.calls.graphql).toBe(3);
  });
});

describe("commits", () => {
  const commitsFrom = (first: number, count: number, more: Fields) =>
    commitPage(
      Array.from({ length: count }, (_, index) => commitNode(oid(first + index))),
      more,
    );
  const next = (commits: Fields, headRefOid = sha.head) => ({
    data: { repository: { pullRequest: { headRefOid, commits } } },
  });

  test("beyond a hundred are fetched page by page, up to 250, and the rest is counted", async () => {
    const page = (cursor: string) => ({
      totalCount: 300,
      pageInfo: { hasNextPage: true, endCursor: cursor },
    });
    const all = answering(
      pullWith({ commits: commitsFrom(1, 100, page("x")) }),
      next(commitsFrom(101, 100, page("y"))),
      next(commitsFrom(201, 100, page("z"))),
    );
    const reading = await all.read();
    expect(reading?.pull.commits.map(({ sha }) => sha)).toEqual(
      Array.from({ length: 250 }, (_, index) => oid(index + 1)),
    );
    expect(reading?.pull.commitsOmitted).toBe(50);
  });

  test("of another head on the next page are of another moment: all of it is read again later", async () => {
    const page = { totalCount: 101, pageInfo: { hasNextPage: true, endCursor: "x" } };
    const all = answering(
      pullWith({ commits: commitsFrom(1, 100, page) }),
      next(commitsFrom(101, 1, {}), sha.tip),
    );
    await expect(all.read()).rejects.toMatchObject({ code: "unavailable", retryAfterMs: 1_000 });
  });
});

describe("faults of the answer", () => {
  test.each([
    ["FORBIDDEN", ["organisation"], "forbidden", null],
    ["FORBIDDEN", ["repository", "pullRequest", "commits"], "forbidden", null],
    ["INSUFFICIENT_SCOPES", [], "forbidden", null],
    ["RATE_LIMITED", [], "rate-limited", 60_000],
    ["MAX_NODE_LIMIT_EXCEEDED", [], "invalid", null],
    [undefined, [], "unavailable", 10_000],
  ])("%s at %j is an error", async (type, path, code, retryAfterMs) => {
    const answer = {
      ...pullWith({}),
      errors: [noOrganisation, { type, path, message: "no: ghs_0123456789abcdef" }],
    };
    const error: unknown = await answering(answer)
      .read()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, retryAfterMs });
    expect(String(error)).not.toContain("ghs_");
  });

  test("of which nothing came are errors, a query that an old server does not know among them", async () => {
    const unknown = {
      errors: [
        { path: ["query pull"], message: "Field 'x' doesn't exist", extensions: { code: "undefinedField" } },
      ],
    };
    await expect(answering(unknown).read()).rejects.toMatchObject({ code: "invalid" });
    const failed = { data: null, errors: [{ message: "Something went wrong while executing your query." }] };
    await expect(answering(failed).read()).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a form that nobody knows is an error that says where, and no value", async () => {
    const error: unknown = await answering(pullWith({ headRefOid: "--upload-pack=x" }))
      .read()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "invalid" });
    expect(String(error)).toMatch(/repository\.pullRequest\.headRefOid: /);
    expect(String(error)).not.toContain("upload-pack");
  });
});
