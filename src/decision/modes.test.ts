import { describe, expect, test } from "vitest";
import type { Mode, RolloutLine } from "../model/configuration.ts";
import { modeOf, strongestMode } from "./modes.ts";

const line = (mode: Mode, over: Partial<RolloutLine> = {}): RolloutLine => ({
  repositories: [],
  rules: [],
  mode,
  ...over,
});

describe("the mode of a rule", () => {
  const gates = line("enforce", { repositories: ["acme/eks-*"], rules: ["SEC-*"] });
  test.each<[string, readonly RolloutLine[], string, string, Mode]>([
    ["is the one of the configuration", [], "acme/eks-a", "SEC-001", "observe"],
    ["is that of a line that matches both", [gates], "acme/eks-a", "SEC-001", "enforce"],
    ["is not that of another repository", [gates], "acme/web", "SEC-001", "observe"],
    ["is not that of another rule", [gates], "acme/eks-a", "RES-001", "observe"],
    ["is that of the latest line", [gates, line("advise")], "acme/eks-a", "SEC-001", "advise"],
    [
      "is that of the latest that matches",
      [gates, line("advise", { rules: ["RES-*"] })],
      "acme/eks-a",
      "SEC-001",
      "enforce",
    ],
    [
      "is for all rules where a line names none",
      [line("advise", { repositories: ["acme/*"] })],
      "acme/web",
      "RES-001",
      "advise",
    ],
    [
      "is for one organisation",
      [line("enforce", { repositories: ["acme/*"] })],
      "acme2/web",
      "RES-001",
      "observe",
    ],
  ])("%s", (_, rollout, repository, ruleId, mode) => {
    expect(modeOf({ mode: "observe", rollout }, repository)(ruleId)).toBe(mode);
  });

  test("is observe for a rule that is new, unless a line names it", () => {
    const fresh = new Set(["SEC-099"]);
    const of = (rules: readonly string[]) =>
      modeOf({ mode: "enforce", rollout: [line("enforce", { rules })] }, "a/b", fresh)("SEC-099");
    expect([of([]), of(["SEC-*"]), of(["SEC-099"])]).toEqual(["observe", "observe", "enforce"]);
  });
});

test("the strongest mode is that of any rule", () => {
  const mode = modeOf({ mode: "observe", rollout: [line("advise", { rules: ["SEC-*"] })] }, "a/b");
  expect([
    strongestMode(mode, ["RES-001"]),
    strongestMode(mode, ["RES-001", "SEC-001"]),
    strongestMode(mode, []),
  ]).toEqual(["observe", "advise", "observe"]);
});
