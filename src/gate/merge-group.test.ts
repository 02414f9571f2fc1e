import { describe, expect, test } from "vitest";
import { judgeMergeGroup } from "./merge-group.ts";
import {
  approved,
  author,
  commit,
  confirmed,
  decided,
  decision,
  gateInput,
  item,
  machine,
  minute,
  otherSre,
  recorded,
  sre,
  story,
} from "./testing/cases.ts";

const jump = item();
const open = item({ ruleId: "SEC-001", address: "sg", reviewers: ["o/sre"] });
const drop = item({ address: "db", asks: "confirm", reviewers: ["o/owners"] });

const first = gateInput({
  decision: decision([jump]),
  story: story(decided("head", [jump]), approved(sre, 1)),
  pull: { number: 1 },
});
const second = gateInput({
  decision: decision([open]),
  story: story(decided("head", [open]), approved(sre, 2)),
  pull: { number: 2 },
});

describe("a merge group", () => {
  test("is open where its pull requests together cover it", () => {
    expect(
      judgeMergeGroup({ mode: "enforce", decision: decision([jump, open]), pulls: [first, second] }),
    ).toEqual({
      conclusion: "success",
      uncovered: [],
      blocked: [],
      shut: [],
    });
  });
  test("is shut where something of it is in none of them", () => {
    const sum = item({ digest: "both" });
    expect(
      judgeMergeGroup({ mode: "enforce", decision: decision([jump, sum]), pulls: [first, second] }),
    ).toMatchObject({
      conclusion: "failure",
      uncovered: [sum],
    });
  });
  test("is shut where an approval does not count", () => {
    const taken = gateInput({
      ...first,
      story: story(decided("head", [jump])),
      pull: { number: 1, reviews: [] },
    });
    expect(judgeMergeGroup({ mode: "enforce", decision: decision([jump]), pulls: [taken] })).toMatchObject({
      uncovered: [jump],
    });
  });
  test("is shut where something blocks only together", () => {
    expect(
      judgeMergeGroup({ mode: "enforce", decision: decision([jump], ["TEN-006"]), pulls: [first, second] }),
    ).toMatchObject({
      conclusion: "failure",
      blocked: ["TEN-006"],
    });
  });
  test("takes confirmations, too", () => {
    const pull = gateInput({
      decision: decision([drop]),
      story: story(decided("head", [drop]), confirmed(author, [drop])),
    });
    expect(judgeMergeGroup({ mode: "enforce", decision: decision([drop]), pulls: [pull] }).conclusion).toBe(
      "success",
    );
  });
  test("does not let the author of one approve in the other what both do", () => {
    const theirs = gateInput({ decision: decision([jump]), pull: { number: 3, author: sre } });
    expect(
      judgeMergeGroup({ mode: "enforce", decision: decision([jump]), pulls: [first, theirs] }),
    ).toMatchObject({ uncovered: [jump] });
  });
  test("counts people once, over all of it", () => {
    const two = { settings: { minimumApprovals: 2 }, decision: decision([jump]) };
    const by = (who: typeof sre) =>
      gateInput({ ...two, story: story(decided("head", [jump]), approved(who, 1)) });
    const judged = (...people: readonly (typeof sre)[]) =>
      judgeMergeGroup({ mode: "enforce", decision: decision([jump]), pulls: people.map(by) }).conclusion;
    expect([judged(sre, sre), judged(sre, otherSre)]).toEqual(["failure", "success"]);
  });
  test("needs nobody for what a listed automation did, and what a break-glass lifts", () => {
    const auto = gateInput({
      decision: decision([jump]),
      settings: { automation: "renovate" },
      pull: { author: machine, commits: [commit("head", [machine])] },
    });
    const glass = gateInput({
      decision: decision([open], ["RES-004"]),
      story: story(
        decided("head", [open]),
        recorded({
          kind: "break-glass",
          by: { account: sre, teams: [] },
          because: "b",
          head: "head",
          riskItems: [open],
          blocked: ["RES-004"],
          expires: minute(240),
          reviewBy: minute(240),
        }),
      ),
    });
    expect(
      judgeMergeGroup({
        mode: "enforce",
        decision: decision([jump, open], ["RES-004"]),
        pulls: [auto, glass],
      }).conclusion,
    ).toBe("success");
  });
  test("names pull requests that nobody but their author has seen by now", () => {
    const alone = gateInput({ settings: { peerApproval: "require" }, pull: { number: 5 } });
    expect(judgeMergeGroup({ mode: "enforce", decision: decision([]), pulls: [alone] })).toMatchObject({
      conclusion: "failure",
      shut: [5],
    });
  });
  test("is shut where one of them has something to fix, whatever the break-glass of another lifts", () => {
    const glass = gateInput({
      decision: decision([], ["RES-004"]),
      pull: { number: 1 },
      story: story(
        decided("head", []),
        recorded({
          kind: "break-glass",
          by: { account: sre, teams: [] },
          because: "b",
          head: "head",
          riskItems: [],
          blocked: ["RES-004"],
          expires: minute(240),
          reviewBy: minute(240),
        }),
      ),
    });
    const wrong = gateInput({ decision: decision([], ["RES-004"]), pull: { number: 2 } });
    const group = { mode: "enforce", decision: decision([], ["RES-004"]) } as const;
    expect(judgeMergeGroup({ ...group, pulls: [glass] }).conclusion).toBe("success");
    expect(judgeMergeGroup({ ...group, pulls: [glass, wrong] })).toMatchObject({
      conclusion: "failure",
      shut: [2],
    });
  });
  test.each(["observe", "advise"] as const)("is always open in %s, and says what is missing", (mode) => {
    expect(judgeMergeGroup({ mode, decision: decision([open]), pulls: [first] })).toMatchObject({
      conclusion: "success",
      uncovered: [open],
    });
  });
  test("without pull requests has nobody's approval", () => {
    expect(judgeMergeGroup({ mode: "enforce", decision: decision([jump]), pulls: [] }).conclusion).toBe(
      "failure",
    );
  });
});
