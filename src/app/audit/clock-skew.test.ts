import { expect, it } from "vitest";
import { clockSkew } from "./clock-skew.ts";

const now = new Date("2026-11-21T12:00:00.000Z");
const ours = now.getTime();

it.each([
  ["nothing was asked yet", null, []],
  ["a minute apart", { ours, theirs: ours - 60_000 }, []],
  ["ours is ahead by more", { ours, theirs: ours - 61_000 }, ["ahead 2026-11-21"]],
  ["ours is behind by more", { ours, theirs: ours + 61_000 }, ["behind 2026-11-21"]],
])("clocks are compared: %s", (_, clock, keys) => {
  expect(clockSkew(clock, now).map(({ key }) => key)).toEqual(keys);
});

it("says what both showed", () => {
  expect(clockSkew({ ours, theirs: ours - 90_000 }, now)[0]?.body).toEqual({
    kind: "clock-skew",
    ours: "2026-11-21T12:00:00.000Z",
    theirs: "2026-11-21T11:58:30.000Z",
    source: "the Date of an answer of GitHub",
  });
});
