import { expect, test } from "vitest";
import { type Looked, lookForPlansAt } from "./artifacts.ts";

const now = new Date("2026-11-21T12:00:00.000Z");
const soon = "2026-11-21T11:00:00.000Z";
const longAgo = "2026-11-21T05:00:00.000Z";

test.each<[string, Looked, boolean, string | null]>([
  ["nothing is under way", { trouble: null, underWaySince: null }, true, null],
  [
    "a run of our own is under way, whose end GitHub tells",
    { trouble: null, underWaySince: soon },
    false,
    null,
  ],
  ["a run of a fork is under way", { trouble: null, underWaySince: soon }, true, "2026-11-21T12:02:00.000Z"],
  ["a run of a fork waits for a person", { trouble: null, underWaySince: longAgo }, true, null],
  [
    "GitHub gave out nothing",
    { trouble: "unavailable", underWaySince: null },
    false,
    "2026-11-21T12:05:00.000Z",
  ],
  ["the App may not look", { trouble: "permission", underWaySince: null }, true, null],
])("where %s it is looked again in time, or not", (_, looked, fork, at) => {
  expect(lookForPlansAt(looked, { head: { sha: "", ref: "", fork } }, now)).toBe(at);
});
