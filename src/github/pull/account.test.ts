import { describe, expect, test } from "vitest";
import { commitAccount, restAccount } from "./account.ts";
import { commitFacts } from "./facts.ts";

const user = { databaseId: 5, login: "mallory" };
const dependabot = {
  name: "dependabot[bot]",
  email: "49699333+dependabot[bot]@users.noreply.github.com",
  user: null,
};
const gitHub = { name: "GitHub", email: "noreply@github.com", user: null };

describe("who stands behind an address in a commit", () => {
  test.each([
    [
      "the user that GitHub names",
      { name: "M", email: "m@example.com", user },
      false,
      { id: 5, login: "mallory", bot: false },
    ],
    [
      "web-flow, where GitHub names it",
      { ...gitHub, user: { databaseId: 19864447, login: "web-flow" } },
      false,
      { id: 19864447, login: "web-flow", bot: true },
    ],
    [
      "web-flow, in a commit that GitHub signed",
      gitHub,
      true,
      { id: 19864447, login: "web-flow", bot: true },
    ],
    ["nobody, where anybody may have written GitHub's address", gitHub, false, null],
    [
      "a bot, in a commit that GitHub signed",
      dependabot,
      true,
      { id: 49699333, login: "dependabot[bot]", bot: true },
    ],
    ["nobody, where anybody may have written a bot's address", dependabot, false, null],
    ["nobody, for an address of no account", { name: "X", email: "x@localhost", user: null }, true, null],
    ["nobody, for no address", { name: "X", email: null, user: null }, true, null],
    ["nobody, for nobody", null, true, null],
  ])("is %s", (_, actor, signed, expected) => {
    expect(commitAccount(actor, signed)).toEqual(expected);
  });
});

describe("the authors of a commit", () => {
  const oid = "a".repeat(40);
  const person = { name: "M", email: "m@example.com", user };
  const page = (authors: { totalCount: number; nodes: (typeof person | null)[] }) => ({
    totalCount: 1,
    pageInfo: { hasNextPage: false },
    nodes: [null, { commit: { oid, parents: { nodes: [] }, authors, committer: null } }],
  });

  test.each([
    ["and co-authors are all told", { totalCount: 2, nodes: [person, person] }, [5, 5]],
    ["whom GitHub keeps back count as one that nobody knows", { totalCount: 12, nodes: [person] }, [5, null]],
    ["who cannot be shown count as unknown", { totalCount: 2, nodes: [person, null] }, [5, null]],
  ])("%s", (_, authors, ids) => {
    expect(commitFacts(page(authors))[0]?.authors.map((author) => author?.id ?? null)).toEqual(ids);
  });
});

test.each([
  ["User", "mallory", false],
  ["Bot", "helper", true],
  ["Mannequin", "old", true],
  [undefined, "renovate[bot]", true],
  ["User", "web-flow", true],
])("REST's %s %s is a bot: %s", (type, login, bot) => {
  expect(restAccount(type === undefined ? { id: 1, login } : { id: 1, login, type })).toEqual({
    id: 1,
    login,
    bot,
  });
});
