import { describe, expect, test } from "vitest";
import { fixture, repository } from "../testing/fixture-app.ts";
import { useNock } from "../testing/no-network.ts";

useNock();

type Body = Readonly<Record<string, unknown>>;
const head = "a".repeat(40);

function writing() {
  const all = fixture();
  const bodies: Body[] = [];
  return { ...all, bodies, keep: (body: Body) => bodies.push(body) > 0, write: all.installation.write };
}

describe("a comment", () => {
  const comments = "/repos/acme/shop/issues/12/comments";
  const content = { body: "## Waiting for @acme/sre", digest: "ab12:3" };
  const body = "## Waiting for @acme/sre\n\n<!-- sekisho:comment=ab12:3 -->";

  test("is created with its digest out of sight", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(comments, keep).reply(201, { id: 99 });
    expect(await write.comment(repository, 12, content, null)).toBe(99);
    expect(bodies).toEqual([{ body }]);
  });

  test("is updated where it is known", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.patch("/repos/acme/shop/issues/comments/99", keep).reply(200, { id: 99 });
    expect(await write.comment(repository, 12, content, 99)).toBe(99);
    expect(bodies).toEqual([{ body }]);
  });

  test("that somebody has deleted is written again", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.patch("/repos/acme/shop/issues/comments/99").reply(404, { message: "Not Found" });
    scope.post(comments, keep).reply(201, { id: 100 });
    expect(await write.comment(repository, 12, content, 99)).toBe(100);
    expect(bodies).toEqual([{ body }]);
  });

  test("is cut where GitHub would refuse it, and keeps its digest", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(comments, keep).reply(201, { id: 99 });
    await write.comment(repository, 12, { body: "語😀".repeat(60_000), digest: "d" }, null);
    const text = String(bodies[0]?.["body"]);
    expect([...text]).toHaveLength(65_536);
    expect(text).toMatch(/…\n\n<!-- sekisho:comment=d -->$/);
    expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  test("cannot end its own marker", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(comments, keep).reply(201, { id: 99 });
    await write.comment(repository, 12, { body: "x", digest: "--> <b>" }, null);
    expect(bodies[0]?.["body"]).toBe("x\n\n<!-- sekisho:comment=--___b_ -->");
  });
});

describe("a request for review", () => {
  const reviewers = "/repos/acme/shop/pulls/12/requested_reviewers";
  const refuse = { message: "Reviews may only be requested from collaborators" };

  test("asks all teams at once", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(reviewers, keep).reply(201, {});
    expect(await write.requestReview(repository, 12, ["acme/sre", "Acme/dba"])).toEqual({ refused: [] });
    expect(bodies).toEqual([{ team_reviewers: ["sre", "dba"] }]);
  });

  test("asks one by one where GitHub refuses them all for one", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(reviewers, keep).reply(422, refuse);
    scope.post(reviewers, keep).reply(201, {});
    scope.post(reviewers, keep).reply(422, refuse);
    const outcome = await write.requestReview(repository, 12, ["acme/sre", "acme/secret"]);
    expect(outcome).toEqual({ refused: ["acme/secret"] });
    expect(bodies.map((body) => body["team_reviewers"])).toEqual([["sre", "secret"], ["sre"], ["secret"]]);
  });

  test("names the only team that GitHub refuses, without asking again", async () => {
    const { scope, write } = writing();
    scope.post(reviewers).reply(422, refuse);
    expect(await write.requestReview(repository, 12, ["acme/sre"])).toEqual({ refused: ["acme/sre"] });
  });

  test("does not ask a team of another organisation, which is never a collaborator", async () => {
    const { scope, bodies, keep, write } = writing();
    scope.post(reviewers, keep).reply(201, {});
    const outcome = await write.requestReview(repository, 12, ["evil/sre", "acme/sre"]);
    expect(outcome).toEqual({ refused: ["evil/sre"] });
    expect(bodies).toEqual([{ team_reviewers: ["sre"] }]);
    expect(await write.requestReview(repository, 12, ["evil/sre"])).toEqual({ refused: ["evil/sre"] });
    expect(await write.requestReview(repository, 12, [])).toEqual({ refused: [] });
  });

  test("that fails for another reason is an error", async () => {
    const { scope, write } = writing();
    scope.post(reviewers).reply(403, { message: "no" });
    await expect(write.requestReview(repository, 12, ["acme/sre"])).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test("suggestions are one review that asks for nothing, bound to the head", async () => {
  const { scope, bodies, keep, write } = writing();
  scope.post("/repos/acme/shop/pulls/12/reviews", keep).reply(200, { id: 88 });
  const suggestions = [
    { path: "a.yaml", startLine: 3, endLine: 3, lines: ["x: 1"], body: "one" },
    { path: "b.yaml", startLine: 4, endLine: 6, lines: [], body: "three" },
  ];
  expect(await write.suggest(repository, 12, head, suggestions)).toBe(88);
  expect(bodies).toEqual([
    {
      commit_id: head,
      event: "COMMENT",
      body: `<!-- sekisho:suggestions=${head} -->`,
      comments: [
        { path: "a.yaml", body: "one", line: 3, side: "RIGHT" },
        { path: "b.yaml", body: "three", line: 6, side: "RIGHT", start_line: 4, start_side: "RIGHT" },
      ],
    },
  ]);
});

test.each(["eyes", "+1", "-1", "confused"] as const)("a comment is answered with %s", async (reaction) => {
  const { scope, bodies, keep, write } = writing();
  scope.post("/repos/acme/shop/issues/comments/99/reactions", keep).reply(201, { id: 1 });
  await write.react(repository, 99, reaction);
  expect(bodies).toEqual([{ content: reaction }]);
});
