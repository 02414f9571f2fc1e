import { describe, expect, test } from "vitest";
import { fixture, repository } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

const [base, head] = ["b".repeat(40), "a".repeat(40)];
const comparePath = `/repos/acme/shop/compare/${base}...${head}`;

describe("the merge base", () => {
  test("is taken from a page without files: GitHub need not make the diff", async () => {
    const { installation, scope } = fixture();
    scope
      .get(comparePath)
      .query({ per_page: 1, page: 2 })
      .reply(200, { merge_base_commit: { sha: "m" } });
    expect(await installation.read.mergeBase(repository, base, head)).toBe("m");
    expect(installation.calls.rest).toBe(1);
  });

  test("is taken from the first page where there is no other", async () => {
    const { installation, scope } = fixture();
    scope.get(comparePath).query({ per_page: 1, page: 2 }).reply(404, { message: "Not Found" });
    scope
      .get(comparePath)
      .query({ per_page: 1, page: 1 })
      .reply(200, { merge_base_commit: { sha: "m" } });
    expect(await installation.read.mergeBase(repository, base, head)).toBe("m");
  });

  test("of commits without a common ancestor is an error", async () => {
    const { installation, scope } = fixture();
    scope.get(comparePath).query(true).times(2).reply(404, { message: "No common ancestor" });
    await expect(installation.read.mergeBase(repository, base, head)).rejects.toMatchObject({
      code: "not-found",
      message: `GET ${comparePath} was answered with 404: No common ancestor.`,
    });
  });
});

describe("the head", () => {
  const pull = { state: "open", merged: false, head: { sha: head }, base: { ref: "main", repo: { id: 7 } } };

  test.each([
    ["open", {}, { sha: head, baseRef: "main", state: "open" }],
    ["closed", { state: "closed" }, { sha: head, baseRef: "main", state: "closed" }],
    ["merged", { state: "closed", merged: true }, { sha: head, baseRef: "main", state: "merged" }],
    ["in another repository of this name", { base: { ref: "main", repo: { id: 8 } } }, null],
  ])("of a pull request that is %s", async (_, more, expected) => {
    const { installation, scope } = fixture();
    scope.get("/repos/acme/shop/pulls/12").reply(200, { ...pull, ...more });
    expect(await installation.read.head(repository, 12)).toEqual(expected);
  });

  test("of one that is not there is none", async () => {
    const { installation, scope } = fixture();
    scope.get("/repos/acme/shop/pulls/12").reply(404, { message: "Not Found" });
    expect(await installation.read.head(repository, 12)).toBeNull();
  });
});

describe("a repository by its number", () => {
  const answer = { id: 7, name: "shop", owner: { login: "acme" }, default_branch: "main" };
  const facts = { id: 7, name: "shop", owner: "acme", defaultBranch: "main" };

  test("is asked for once in ten minutes", async () => {
    const { installation, scope, time } = fixture();
    scope.get("/repositories/7").reply(200, answer);
    expect(await installation.read.repository(7)).toEqual(facts);
    time.advance(9 * 60_000);
    expect(await installation.read.repository(7)).toEqual(facts);
    time.advance(60_000);
    scope.get("/repositories/7").reply(200, { ...answer, name: "store" });
    expect(await installation.read.repository(7)).toEqual({ ...facts, name: "store" });
  });

  test("that is out of reach is none, and asked for again: access may be given at any time", async () => {
    const { installation, scope } = fixture();
    scope.get("/repositories/7").reply(404, { message: "Not Found" });
    expect(await installation.read.repository(7)).toBeNull();
    scope.get("/repositories/7").reply(200, answer);
    expect(await installation.read.repository(7)).toEqual(facts);
  });

  test("in a form that nobody knows is an error", async () => {
    const { installation, scope } = fixture();
    scope.get("/repositories/7").reply(200, { ...answer, default_branch: 1 });
    await expect(installation.read.repository(7)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("default_branch"),
    });
  });
});

describe("the pull requests of a merge group", () => {
  const oid = (digit: string) => digit.repeat(40);
  const group = {
    baseRef: "main",
    headRef: "gh-readonly-queue/main/pr-14-abc",
    base: oid("1"),
    head: oid("4"),
  };
  const entry = (headDigit: string, baseDigit: string, number: number) => ({
    headCommit: { oid: oid(headDigit) },
    baseCommit: { oid: oid(baseDigit) },
    pullRequest: { number },
  });
  const read = (answer: object) => {
    const { installation, scope } = fixture();
    scope.post("/graphql").reply(200, answer);
    return installation.read.mergeGroupPulls(repository, group);
  };
  const queue = (nodes: readonly object[]) => ({
    data: { repository: { mergeQueue: { entries: { nodes } } } },
  });

  test.each([
    ["one", queue([entry("4", "1", 14)]), [14]],
    [
      "three, in the order of the queue, and not the one behind them",
      queue([entry("5", "4", 15), entry("4", "3", 14), entry("3", "2", 13), entry("2", "1", 12)]),
      [12, 13, 14],
    ],
    ["the one in the branch's name, where the queue has moved on", queue([entry("4", "3", 14)]), [14]],
    [
      "the one in the branch's name, where there is no queue",
      { data: { repository: { mergeQueue: null } } },
      [14],
    ],
    [
      "the one in the branch's name, where the queue cannot be seen",
      { data: { repository: null }, errors: [{ type: "NOT_FOUND", path: ["repository"], message: "x" }] },
      [14],
    ],
    [
      "the one in the branch's name, where the queue runs in a circle",
      queue([entry("4", "3", 14), entry("3", "4", 13)]),
      [14],
    ],
  ])("are %s", async (_, answer, numbers) => {
    expect(await read(answer)).toEqual(numbers);
  });

  test("that cannot be told is an error", async () => {
    const answer = {
      data: { repository: { mergeQueue: null } },
      errors: [{ type: "FORBIDDEN", path: ["repository", "mergeQueue"], message: "no" }],
    };
    await expect(read(answer)).rejects.toMatchObject({ code: "forbidden" });
  });
});
