import { describe, expect, test } from "vitest";
import type { GateOutcome } from "../model/gate.ts";
import { judgeGate } from "./judge.ts";
import {
  approved,
  author,
  commit,
  confirmed,
  decided,
  decision,
  gateInput,
  helper,
  item,
  machine,
  membersNow,
  otherSre,
  owner,
  sre,
  story,
} from "./testing/cases.ts";

const jump = item();
const drop = item({
  ruleId: "CHG-001",
  address: "aws_db_instance.main",
  asks: "confirm",
  reviewers: ["o/owners"],
});
type Scene = NonNullable<Parameters<typeof gateInput>[0]>;
type Verdict = Partial<
  Pick<GateOutcome, "state" | "conclusion" | "waitingFor" | "peerApproved" | "unattributed">
>;

describe("the verdict", () => {
  test.each<[string, Scene, Verdict]>([
    ["passes what asks for nothing", {}, { state: "passed", conclusion: "success", waitingFor: [] }],
    [
      "fails what has to be fixed, and asks nobody",
      { decision: decision([jump], ["RES-004"]) },
      { state: "fix", conclusion: "failure", waitingFor: [] },
    ],
    [
      "waits for the reviewers",
      { decision: decision([jump]) },
      { state: "waiting", conclusion: "action_required", waitingFor: ["o/sre"] },
    ],
    [
      "waits for the owners to confirm",
      { decision: decision([drop]) },
      { state: "confirm", conclusion: "action_required", waitingFor: ["o/owners"] },
    ],
    [
      "waits for reviewers first, and names the owners too",
      { decision: decision([jump, drop]) },
      { state: "waiting", waitingFor: ["o/owners", "o/sre"] },
    ],
    [
      "opens when the reviewer has approved",
      { decision: decision([jump]), story: story(decided("head", [jump]), approved(sre, 1)) },
      { state: "approved", conclusion: "success", waitingFor: [] },
    ],
    [
      "opens when the author, an owner, confirms",
      { decision: decision([drop]), story: story(decided("head", [drop]), confirmed(author, [drop])) },
      { state: "approved", conclusion: "success" },
    ],
    [
      "asks for the confirmation that is missing beside an approval",
      { decision: decision([jump, drop]), story: story(decided("head", [jump, drop]), approved(sre, 1)) },
      { state: "confirm", conclusion: "action_required", waitingFor: ["o/owners"] },
    ],
    [
      "takes no approval for a confirmation",
      {
        decision: decision([{ ...drop, reviewers: ["o/sre"] }]),
        story: story(decided("head", [{ ...drop, reviewers: ["o/sre"] }]), approved(sre, 1)),
      },
      { state: "confirm" },
    ],
    [
      "observes",
      { mode: "observe", decision: decision([jump], ["RES-004"]) },
      { state: "observing", conclusion: "success", waitingFor: [] },
    ],
    [
      "advises",
      { mode: "advise", decision: decision([jump]) },
      { state: "advising", conclusion: "success", waitingFor: [] },
    ],
    [
      "asks nobody about a draft, and does not open for it",
      { pull: { draft: true }, decision: decision([jump]) },
      { state: "draft", conclusion: "action_required", waitingFor: [] },
    ],
    [
      "fails a draft that has to be fixed",
      { pull: { draft: true }, decision: decision([], ["RES-004"]) },
      { state: "draft", conclusion: "failure" },
    ],
    [
      "opens for a draft that asks for nothing",
      { pull: { draft: true } },
      { state: "draft", conclusion: "success" },
    ],
    [
      "advises on drafts as drafts",
      { pull: { draft: true }, mode: "advise" },
      { state: "draft", conclusion: "success" },
    ],
  ])("%s", (_, scene, expected) => {
    expect(judgeGate(gateInput(scene))).toMatchObject(expected);
  });
});

describe("how many approve", () => {
  const both = story(decided("head", [jump]), approved(sre, 1), approved(otherSre, 2));
  test.each<[string, Scene, GateOutcome["state"]]>([
    ["one, unless more are wanted", { story: story(decided("head", [jump]), approved(sre, 1)) }, "approved"],
    [
      "two where two are wanted: one is too few",
      { story: story(decided("head", [jump]), approved(sre, 1)), settings: { minimumApprovals: 2 } },
      "waiting",
    ],
    ["two where two are wanted", { story: both, settings: { minimumApprovals: 2 } }, "approved"],
    [
      "one person is one, however often",
      {
        story: story(decided("head", [jump]), approved(sre, 1), approved(sre, 2)),
        settings: { minimumApprovals: 2 },
      },
      "waiting",
    ],
    [
      "one more where nobody knows the author",
      { story: story(decided("head", [jump]), approved(sre, 1)), contributorsOf: unknownAuthor },
      "waiting",
    ],
    ["and that is enough then", { story: both, contributorsOf: unknownAuthor }, "approved"],
    [
      "none helps where an unknown author blocks",
      { story: both, contributorsOf: unknownAuthor, settings: { unattributed: "block" } },
      "unattributed",
    ],
  ])("%s", (_, scene, state) => {
    const outcome = judgeGate(gateInput({ decision: decision([jump]), ...scene }));
    expect(outcome.state).toBe(state);
  });

  test("each item from its own group", () => {
    const secret = item({ ruleId: "SEC-001", reviewers: ["o/security"] });
    const told = story(decided("head", [jump, secret]), approved(sre, 1));
    const outcome = judgeGate(gateInput({ decision: decision([jump, secret]), story: told }));
    expect(outcome).toMatchObject({ state: "waiting", waitingFor: ["o/security"] });
    expect(outcome.items.map(({ by, needed }) => [by.length, needed])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  test("names the commits that nobody is known to have written", () => {
    const outcome = judgeGate(gateInput({ decision: decision([jump]), contributorsOf: unknownAuthor }));
    expect(outcome.unattributed).toEqual(["c1"]);
  });
});

describe("a steward", () => {
  const foreign = item({ ruleId: "TEN-001", reviewers: ["o/owners"] });
  const stewards = membersNow({ "o/stewards": [author, sre] });
  const told = story(decided("head", [foreign]), approved(sre, 1, { teams: ["o/stewards"] }));
  test("changes what is others' with another steward's approval", () => {
    expect(
      judgeGate(gateInput({ decision: decision([foreign]), members: stewards, story: told })).state,
    ).toBe("approved");
  });
  test("is asked for beside the owners", () => {
    const outcome = judgeGate(gateInput({ decision: decision([foreign]), members: stewards }));
    expect(outcome.waitingFor).toEqual(["o/owners", "o/stewards"]);
  });
  test.each<[string, Scene]>([
    ["not for an author who is none", { members: membersNow({ "o/stewards": [sre] }), story: told }],
    [
      "not instead of other reviewers",
      { members: stewards, decision: decision([{ ...foreign, reviewers: ["o/security"] }]), story: told },
    ],
    [
      "not for what is about no owner",
      { members: stewards, decision: decision([{ ...foreign, ruleId: "CHG-011" }]), story: told },
    ],
  ])("%s", (_, scene) => {
    expect(judgeGate(gateInput({ decision: decision([foreign]), ...scene })).state).toBe("waiting");
  });
});

describe("a second pair of eyes", () => {
  const wanted = { peerApproval: "require" } as const;
  test.each<[string, Scene, GateOutcome["state"], boolean]>([
    ["is recorded", { story: story(decided("head", []), approved(helper, 1)) }, "passed", true],
    ["is missing where it is required", { settings: wanted }, "peer-approval", false],
    [
      "opens where it is required",
      { settings: wanted, story: story(decided("head", []), approved(helper, 1)) },
      "passed",
      true,
    ],
    [
      "is not the author's",
      { settings: wanted, story: story(decided("head", []), approved(author, 1)) },
      "peer-approval",
      false,
    ],
    [
      "is nobody's who wrote a commit",
      {
        settings: wanted,
        pull: { commits: [commit("head", [author, helper])] },
        story: story(decided("head", []), approved(helper, 1)),
      },
      "peer-approval",
      false,
    ],
    [
      "is no stranger's",
      { settings: wanted, story: story(decided("head", []), approved(helper, 1, { canPush: false })) },
      "peer-approval",
      false,
    ],
    [
      "is of this head",
      { settings: wanted, story: story(decided("old", []), approved(helper, 1, { commit: "old" })) },
      "peer-approval",
      false,
    ],
    [
      "is needed beside a confirmation",
      {
        settings: wanted,
        decision: decision([drop]),
        story: story(decided("head", [drop]), confirmed(author, [drop])),
      },
      "peer-approval",
      false,
    ],
    [
      "is there where reviewers approved",
      {
        settings: wanted,
        decision: decision([jump]),
        story: story(decided("old", [jump]), approved(sre, 1, { commit: "old" }), decided("head", [jump])),
      },
      "approved",
      false,
    ],
  ])("%s", (_, scene, state, peerApproved) => {
    expect(judgeGate(gateInput(scene))).toMatchObject({ state, peerApproved });
  });
});

test("a second pair of eyes is nobody's who had a hand in what is asked about", () => {
  const told = story(decided("head", [jump]), approved(helper, 1));
  const by = (accounts: readonly number[]) =>
    judgeGate(
      gateInput({
        decision: decision([jump]),
        story: told,
        contributorsOf: () => ({ accounts: new Set(accounts), unattributed: [] }),
      }),
    ).peerApproved;
  expect([by([helper.id]), by([])]).toEqual([false, true]);
});

describe("a listed automation", () => {
  const told = { settings: { automation: "renovate" }, decision: decision([jump]) };
  const own = { author: machine, commits: [commit("head", [machine])] };
  test.each<[string, Scene, GateOutcome["state"]]>([
    ["passes by itself", { ...told, pull: own }, "automation"],
    ["does not pass a block", { ...told, pull: own, decision: decision([], ["RES-004"]) }, "fix"],
    [
      "takes the ordinary way where a person wrote some of it",
      { ...told, pull: { ...own, commits: [commit("a", [machine]), commit("head", [author])] } },
      "waiting",
    ],
    [
      "takes the ordinary way where a person pushed",
      {
        ...told,
        pull: own,
        story: story(() => ({ body: { kind: "push-seen", before: "a", after: "head", by: author } })),
      },
      "waiting",
    ],
    [
      "takes the ordinary way where commits cannot be told",
      { ...told, pull: { ...own, commitsOmitted: 1 } },
      "waiting",
    ],
  ])("%s", (_, scene, state) => {
    expect(judgeGate(gateInput(scene)).state).toBe(state);
  });
});

test("who left the owning team has not confirmed", () => {
  const told = story(decided("head", [drop]), confirmed(owner, [drop]));
  const scene = { decision: decision([drop]), story: told };
  expect(judgeGate(gateInput(scene)).state).toBe("approved");
  expect(judgeGate(gateInput({ ...scene, members: membersNow({ "o/owners": [] }) })).state).toBe("confirm");
});

test("where nobody owns it, whoever wrote it confirms, and nobody else", () => {
  const unowned = { ...drop, reviewers: [] };
  const by = (speaker: typeof author) =>
    judgeGate(
      gateInput({
        decision: decision([unowned]),
        story: story(decided("head", [unowned]), confirmed(speaker, [unowned])),
      }),
    ).state;
  expect([by(author), by(helper)]).toEqual(["approved", "confirm"]);
});

function unknownAuthor() {
  return { accounts: new Set([author.id]), unattributed: ["c1"] };
}
