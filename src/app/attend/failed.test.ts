import { expect, test } from "vitest";
import { MirrorError } from "../../git/index.ts";
import { GitHubError } from "../../github/index.ts";
import { StoreUnavailable } from "../../store/index.ts";
import { isPassing } from "./failed.ts";

test.each([
  ["the store is away", new StoreUnavailable("away"), true],
  ["GitHub limits", new GitHubError("rate-limited", "later"), true],
  ["GitHub is down", new GitHubError("unavailable", "down"), true],
  ["a permission is missing", new GitHubError("forbidden", "no"), false],
  ["GitHub takes no such check", new GitHubError("invalid", "no"), false],
  ["the head moved on", new MirrorError("gone", "gone"), true],
  ["the disk is full", new MirrorError("no-space", "full"), true],
  ["more than is allowed", new MirrorError("too-large", "large"), false],
  ["a server that gives nothing by its id", new MirrorError("unsupported", "no"), false],
  ["a bug", new TypeError("x is undefined"), false],
])("%s: whether it passes by itself", (_, error, passing) => {
  expect(isPassing(error)).toBe(passing);
});
