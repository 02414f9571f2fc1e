import { expect, test } from "vitest";
import { pastPull } from "./past-pull.ts";
import { webAddress } from "./web-address.ts";

const commit = { sha: "a", tree: "b", parents: ["c", "d"], committedAtSeconds: 1_767_222_000, body: "" };

test.each([
  ["Merge pull request #12 from acme/x", "\nRaise a limit\n", "#12", "Raise a limit"],
  ["Merge pull request #12 from acme/x", "", "#12", "acme/x"],
  ["Raise a limit (#13)", "", "#13", "Raise a limit"],
  [
    "Merge branch 'x' into 'main'",
    "Raise a limit\n\nSee merge request acme/infra!14",
    "!14",
    "Raise a limit",
  ],
  ["Merged in x (pull request #15)", "Raise a limit", "#15", "Raise a limit"],
  ["Merged PR 16: Raise a limit", "", "!16", "Raise a limit"],
  ["Raise a limit", "It was low (#17).", null, "Raise a limit"],
])("%j with %j is %j", (subject, body, reference, title) => {
  expect(pastPull({ ...commit, subject, body }, "UTC")).toMatchObject({ reference, title, isMerge: true });
});

test("the date is that of the zone, and one that no calendar has is the nearest", () => {
  expect(pastPull({ ...commit, subject: "" }, "Asia/Tokyo").date).toBe("2026-01-01");
  expect(pastPull({ ...commit, subject: "" }, "UTC").date).toBe("2025-12-31");
  const late = pastPull({ ...commit, committedAtSeconds: 1e15, subject: "" }, "UTC");
  expect(late.date).toBe("9999-12-31");
});

test.each([
  ["https://user:token@github.com/acme/infra.git", "https://github.com/acme/infra"],
  ["git@github.com:acme/infra.git", "https://github.com/acme/infra"],
  ["ssh://git@git.example.com:2222/acme/infra", "https://git.example.com/acme/infra"],
  ["https://git.example.com:8443/acme/infra/", "https://git.example.com:8443/acme/infra"],
  ["/srv/git/infra.git", null],
  ["file:///srv/git/infra", null],
  ["javascript:alert(1)", null],
])("the page of %s is %s", (origin, url) => {
  expect(webAddress(origin)?.url ?? null).toBe(url);
});
