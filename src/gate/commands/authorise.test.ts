import { describe, expect, test } from "vitest";
import type { Command } from "../../model/command.ts";
import {
  author,
  commit,
  confirmed,
  decided,
  decision,
  helper,
  item,
  machine,
  minute,
  otherSre,
  owner,
  pullFacts,
  sre,
  story,
} from "../testing/cases.ts";
import { ask, done, type Over, refused, speaker } from "./testing/ask.ts";

describe("at the door", () => {
  test("a machine may nothing, and a closed pull request is closed", () => {
    expect(ask({ kind: "recheck" }, { by: speaker(machine) })).toEqual(refused({ kind: "bot" }));
    const closed = { pull: pullFacts({ state: "merged" }) };
    expect(ask({ kind: "confirm" }, closed)).toEqual(refused({ kind: "closed" }));
    expect(ask({ kind: "explain", ruleId: "RES-004" }, closed)).toEqual(done());
  });
});

describe("recheck", () => {
  test.each([
    ["the author", speaker(author, []), {}, true],
    ["who wrote a commit", speaker(helper), { pull: pullFacts({ commits: [commit("c", [helper])] }) }, true],
    ["a member of a configured team", speaker(otherSre), {}, true],
    ["nobody else", speaker(helper), {}, false],
  ])("is for %s", (_, by, over, allowed) => {
    expect(ask({ kind: "recheck" }, { by, ...over })).toEqual(
      allowed ? done() : refused({ kind: "not-allowed", command: "recheck", teams: ["o/sre"] }),
    );
  });
});

describe("confirming", () => {
  const drop = item({ address: "db", asks: "confirm", reviewers: ["o/owners"] });
  const other = item({ address: "bucket", asks: "confirm", reviewers: ["o/sre"] });
  const jump = item();
  const scene = {
    decision: decision([jump, drop, other]),
    story: story(decided("head", [jump, drop, other])),
  };
  test("is for the owners, about what is theirs", () => {
    const by = speaker(owner);
    expect(ask({ kind: "confirm" }, { by, scene })).toEqual(
      done({ kind: "confirmed", by, decisionId: "d-head", riskItems: [drop] }),
    );
  });
  test("is for an owner who has said nothing before, so that nobody has looked up their teams", () => {
    const members = new Map([["o/owners", new Set<number>()]]);
    expect(ask({ kind: "confirm" }, { by: speaker(owner), scene: { ...scene, members } }).kind).toBe("do");
  });
  test.each<[string, Over, object]>([
    [
      "by nobody else",
      { by: speaker(helper), scene },
      { kind: "not-allowed", command: "confirm", teams: ["o/owners", "o/sre"] },
    ],
    ["of what asks for none", { scene: { decision: decision([jump]) } }, { kind: "nothing-to-confirm" }],
    [
      "of what is confirmed",
      {
        by: speaker(owner),
        scene: {
          decision: decision([drop]),
          story: story(decided("head", [drop]), confirmed(owner, [drop])),
        },
      },
      { kind: "nothing-to-confirm" },
    ],
    ["of what is not decided", { gate: null, scene }, { kind: "nothing-to-confirm" }],
    [
      "of what came after it was said",
      {
        by: speaker(owner),
        said: { at: minute(0), head: null },
        scene: { decision: decision([drop]), story: story(decided("old", []), decided("head", [drop])) },
      },
      { kind: "moved-on" },
    ],
    [
      "on another commit's check",
      { by: speaker(owner), said: { at: minute(58), head: "old" }, scene },
      { kind: "moved-on" },
    ],
  ])("is refused %s", (_, over, refusal) => {
    expect(ask({ kind: "confirm" }, over)).toEqual(refused(refusal));
  });
});

describe("breaking the glass", () => {
  const command: Command = { kind: "break-glass", because: "障害" };
  const jump = item();
  const scene = { decision: decision([jump], ["RES-004"]), story: story(decided("head", [jump])) };
  test("is for those on call, for this head and some hours", () => {
    const by = speaker(sre);
    expect(ask(command, { by, scene })).toEqual(
      done({
        kind: "break-glass",
        by,
        because: "障害",
        head: "head",
        riskItems: [jump],
        blocked: ["RES-004"],
        expires: minute(59 + 240),
        // Monday evening in Tokyo, and two whole days.
        reviewBy: "2027-01-06T15:00:00.000Z",
      }),
    );
  });
  test.each<[string, Over, object]>([
    [
      "by nobody else",
      { by: speaker(author), scene },
      { kind: "not-allowed", command: "break-glass", teams: ["o/sre"] },
    ],
    [
      "where there is none",
      { scene, configuration: { breakGlass: null } },
      { kind: "not-allowed", command: "break-glass", teams: [] },
    ],
    [
      "where nothing stands in the way",
      { scene: { decision: decision([]), story: story(decided("head", [])) } },
      { kind: "nothing-to-bypass" },
    ],
    ["where nothing is decided", { gate: null, scene }, { kind: "nothing-to-bypass" }],
    [
      "for what came after it was said",
      {
        said: { at: minute(0), head: null },
        scene: { ...scene, story: story(decided("old", []), decided("head", [jump])) },
      },
      { kind: "moved-on" },
    ],
    [
      "for what no emergency passes",
      { scene: { ...scene, decision: decision([], ["RES-004", "SEC-029"]) } },
      { kind: "not-bypassable", rules: ["SEC-029"] },
    ],
  ])("is refused %s", (_, over, refusal) => {
    expect(ask(command, { by: speaker(sre), ...over })).toEqual(refused(refusal));
  });
});

describe("feedback and explanations", () => {
  test("are for anybody, about rules that there are", () => {
    const by = speaker(helper);
    expect(ask({ kind: "feedback", ruleId: "RES-004", because: "no" }, { by })).toEqual(
      done({ kind: "feedback", ruleId: "RES-004", by, because: "no" }),
    );
    const unknown = refused({ kind: "unknown-rule", ruleId: "RES-044", nearest: "RES-004" });
    expect(ask({ kind: "feedback", ruleId: "RES-044", because: "no" }, { by })).toEqual(unknown);
    expect(ask({ kind: "explain", ruleId: "RES-044" }, { by })).toEqual(unknown);
  });
});
