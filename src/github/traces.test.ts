import { describe, expect, test } from "vitest";
import { appId, fixture, repository } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

const head = "a".repeat(40);
const ours = { id: appId };

describe("our check run on a commit", () => {
  const runs = `/repos/acme/shop/commits/${head}/check-runs`;
  const query = { check_name: "sekisho", app_id: appId, filter: "latest", per_page: 100 };

  test.each([
    [
      "the newest of several",
      [
        { id: 1, external_id: "12:a" },
        { id: 3, external_id: "12:c" },
        { id: 2, external_id: "12:b" },
      ],
      { id: 3, externalId: "12:c" },
    ],
    ["one without an external id", [{ id: 1, external_id: null }], { id: 1, externalId: "" }],
    ["none where there is none", [], null],
    ["none where another App's slipped in", [{ id: 9, external_id: "12:x", app: { id: 1 } }], null],
    ["none where its name is another", [{ id: 9, external_id: "12:x", name: "build" }], null],
  ])("is %s", async (_, check_runs, expected) => {
    const { installation, scope } = fixture();
    const answer = check_runs.map((run) => ({ name: "sekisho", app: ours, ...run }));
    scope.get(runs).query(query).reply(200, { total_count: answer.length, check_runs: answer });
    expect(await installation.traces.checkOf(repository, head)).toEqual(expected);
  });
});

describe("our comment on a pull request", () => {
  const comments = "/repos/acme/shop/issues/12/comments";
  const comment = (id: number, body: string, app: { id: number } | null) => ({
    id,
    body,
    performed_via_github_app: app,
  });

  test("is the newest that our App wrote, on whatever page, with its digest", async () => {
    const { installation, scope } = fixture();
    const link = `<https://api.github.com${comments}?per_page=100&page=2>; rel="next"`;
    scope
      .get(comments)
      .query({ per_page: 100 })
      .reply(200, [comment(1, "old <!-- sekisho:comment=d1 -->", ours)], { link });
    scope
      .get(comments)
      .query({ per_page: 100, page: 2 })
      .reply(200, [comment(5, "new <!-- sekisho:comment=d2 -->", ours), comment(6, "thanks", null)]);
    expect(await installation.traces.commentOf(repository, 12)).toEqual({ id: 5, digest: "d2" });
  });

  test.each([
    ["one that looks like ours, by a person", comment(1, "<!-- sekisho:comment=d1 -->", null)],
    ["one that looks like ours, through another App", comment(1, "<!-- sekisho:comment=d1 -->", { id: 1 })],
  ])("is not %s", async (_, forged) => {
    const { installation, scope } = fixture();
    scope.get(comments).query(true).reply(200, [forged]);
    expect(await installation.traces.commentOf(repository, 12)).toBeNull();
  });

  test.each([
    ["without a marker has no digest", "hello", null],
    [
      "that quotes a marker has its own, which is the last",
      "> <!-- sekisho:comment=fake -->\n<!-- sekisho:comment=d1 -->",
      "d1",
    ],
  ])("%s", async (_, body, digest) => {
    const { installation, scope } = fixture();
    scope
      .get(comments)
      .query(true)
      .reply(200, [comment(1, body, ours)]);
    expect(await installation.traces.commentOf(repository, 12)).toEqual({ id: 1, digest });
  });
});

describe("our review with suggestions", () => {
  const reviews = "/repos/acme/shop/pulls/12/reviews";
  const bot = { login: "sekisho-app[bot]", type: "Bot" };
  const body = `<!-- sekisho:suggestions=${head} -->`;
  const app = { id: appId, slug: "sekisho-app", name: "Sekisho", permissions: {}, events: [] };

  test.each([
    ["ours for this head", { user: bot, body }, 8],
    [
      "ours for another head, which GitHub re-pointed",
      { user: bot, body: body.replaceAll("a", "b"), commit_id: head },
      null,
    ],
    ["a person's with our marker", { user: { login: "mallory", type: "User" }, body }, null],
    ["another bot's with our marker", { user: { login: "evil[bot]", type: "Bot" }, body }, null],
  ])("%s", async (_, review, expected) => {
    const { installation, scope } = fixture();
    scope.get("/app").reply(200, app);
    scope
      .get(reviews)
      .query(true)
      .reply(200, [{ id: 8, commit_id: head, ...review }]);
    expect(await installation.traces.suggestionsOf(repository, 12, head)).toBe(expected);
  });

  test("asks who we are once, and again where that failed", async () => {
    const { installation, scope } = fixture();
    scope.get("/app").reply(403, { message: "no" });
    await expect(installation.traces.suggestionsOf(repository, 12, head)).rejects.toMatchObject({
      code: "forbidden",
    });
    scope.get("/app").reply(200, app);
    scope.get(reviews).query(true).times(2).reply(200, []);
    await installation.traces.suggestionsOf(repository, 12, head);
    expect(await installation.traces.suggestionsOf(repository, 12, head)).toBeNull();
  });
});
