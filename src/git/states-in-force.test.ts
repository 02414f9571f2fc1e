import { describe, expect, test } from "vitest";
import { statesInForce, statesMax } from "./states-in-force.ts";

/** Commits by the moments that they claim, newest first: `c0`, `c1`, … */
function branch(...moments: readonly number[]) {
  return moments.map((committedAtSeconds, index) => ({ sha: `c${index}`, committedAtSeconds }));
}

const all = { sinceSeconds: 0, beforeSeconds: 1_000 };

function told(
  moments: readonly number[],
  touching: readonly number[],
  window: { readonly sinceSeconds: number; readonly beforeSeconds: number } = all,
): readonly string[] {
  const commits = branch(...moments);
  const shas = new Set(touching.map((index) => `c${index}`));
  return statesInForce(commits, shas, window).map(
    ({ commit, fromSeconds, untilSeconds }) => `${commit} ${fromSeconds}-${untilSeconds}`,
  );
}

describe("the states that a branch has had", () => {
  test.each<[string, readonly number[], readonly number[], readonly string[]]>([
    ["none before the first", [100], [0], []],
    ["one before the last", [200, 100], [0, 1], ["c1 100-200"]],
    ["each until the next", [300, 200, 100], [0, 1, 2], ["c1 200-300", "c2 100-200"]],
    ["over commits that touch nothing", [400, 300, 200, 100], [0, 3], ["c1 100-400"]],
    ["from the oldest commit that is known", [400, 300, 200], [0], ["c1 200-400"]],
    ["none that never ended", [300, 200, 100], [2], []],
    ["none that two commits of one moment make", [200, 200, 100], [0, 1, 2], ["c2 100-200"]],
    ["none that would end before it began", [100, 200, 50], [0, 1, 2], ["c2 50-100"]],
    ["no younger than what came after", [300, 900, 100], [1, 2], ["c2 100-300"]],
    ["no longer than what came before", [300, 50, 200], [0, 1, 2], ["c1 200-300"]],
  ])("%s", (_name, moments, touching, expected) => {
    expect(told(moments, touching)).toEqual(expected);
  });

  test("end within the window", () => {
    const moments = [400, 300, 200, 100];
    const window = { sinceSeconds: 300, beforeSeconds: 400 };
    expect(told(moments, [0, 1, 2, 3], window)).toEqual(["c2 200-300"]);
  });

  test("are no more than a limit", () => {
    const moments = Array.from({ length: 100 }, (_, index) => 900 - index);
    expect(told(moments, [...moments.keys()])).toHaveLength(statesMax);
  });
});
