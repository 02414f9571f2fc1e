import { describe, expect, it } from "vitest";
import { assess, daysMin, type HeadTally, type ObservedPull, pullsMin } from "./assess.ts";

type Would = "stop" | "ask" | "advise";
const rules = ["RES-004", "SEC-020"];

function pull(...heads: readonly Readonly<Record<string, Would>>[]): ObservedPull {
  return { heads: heads.map((head): HeadTally => new Map(Object.entries(head))), disputed: new Set() };
}

function pulls(count: number, ...more: readonly ObservedPull[]): readonly ObservedPull[] {
  return [...Array.from({ length: count - more.length }, () => pull({})), ...more];
}

function rule(assessed: ReturnType<typeof assess>, ruleId = "RES-004") {
  return assessed.rules.find((one) => one.ruleId === ruleId);
}

describe("a rule", () => {
  it("is quiet when it stops at most one pull request in twenty", () => {
    expect(rule(assess(pulls(pullsMin, pull({ "RES-004": "stop" })), daysMin, rules))).toEqual({
      ruleId: "RES-004",
      stopped: 1,
      asked: 0,
      advised: 0,
      remained: 1,
      disputed: 0,
      share: 0.05,
      verdict: "quiet",
    });
  });

  it("is loud when it stops or asks about more", () => {
    const two = [pull({ "RES-004": "stop" }), pull({ "RES-004": "ask" })];
    expect(rule(assess(pulls(39, ...two), daysMin, rules))?.verdict).toBe("loud");
    expect(rule(assess(pulls(40, ...two), daysMin, rules))?.verdict).toBe("quiet");
  });

  it("is quiet however often it advises, and when it found nothing", () => {
    const advised = Array.from({ length: 30 }, () => pull({ "RES-004": "advise" }));
    const assessed = assess(advised, daysMin, rules);
    expect(rule(assessed)).toMatchObject({ advised: 30, share: 0, verdict: "quiet" });
    expect(rule(assessed, "SEC-020")).toMatchObject({ stopped: 0, advised: 0, verdict: "quiet" });
  });

  it.each([
    ["too few pull requests", pullsMin - 1, daysMin],
    ["too few days", pullsMin, daysMin - 1],
    ["nothing", 0, 0],
  ])("is not told about after %s", (_, count, days) => {
    expect(rule(assess(pulls(count), days, rules))?.verdict).toBe("unknown");
  });

  it("is disputed when more than one in twenty of those who saw it said that it is wrong", () => {
    const seen = (disputed: number) =>
      Array.from({ length: 40 }, (_, index) => ({
        ...pull({ "RES-004": "advise" }),
        disputed: new Set(index < disputed ? ["RES-004"] : []),
      }));
    expect(rule(assess(seen(2), daysMin, rules))?.verdict).toBe("quiet");
    expect(rule(assess(seen(3), daysMin, rules))?.verdict).toBe("disputed");
    // Somebody who objects is heard however little else is known.
    expect(rule(assess(seen(3), 0, rules))?.verdict).toBe("disputed");
  });

  it("counts a pull request once, by the strongest that it would have done to any of its heads", () => {
    const mended = pull({ "RES-004": "ask" }, { "RES-004": "stop" }, { "SEC-020": "advise" });
    const assessed = assess(pulls(40, mended), daysMin, rules);
    expect(rule(assessed)).toMatchObject({ stopped: 1, asked: 0, remained: 0 });
    expect(rule(assessed, "SEC-020")).toMatchObject({ advised: 1, remained: 0 });
  });
});

describe("the quiet rules together", () => {
  it("have a share of their own, in which a pull request counts once", () => {
    const both = pull({ "RES-004": "stop", "SEC-020": "ask" });
    const loud = Array.from({ length: 10 }, () => pull({ "TEN-003": "stop" }));
    const assessed = assess(pulls(100, both, ...loud), daysMin, [...rules, "TEN-003"]);
    expect(assessed.quietShare).toBe(0.01);
    expect(rule(assessed, "TEN-003")?.verdict).toBe("loud");
  });
});
