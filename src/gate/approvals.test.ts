import { describe, expect, test } from "vitest";
import { judgeGate } from "./judge.ts";
import {
  approved,
  decided,
  decision,
  gateInput,
  helper,
  item,
  membersNow,
  otherSre,
  owner,
  reviewed,
  sre,
  story,
} from "./testing/cases.ts";

const jump = item();
const larger = item({ digest: "d2" });
type Scene = NonNullable<Parameters<typeof gateInput>[0]>;

describe("who may not approve", () => {
  const told = story(decided("head", [jump]), approved(sre, 1));
  const open = { decision: decision([jump]), story: told };
  test.each<[string, Scene, string]>([
    [
      "who wrote some of it",
      { ...open, contributorsOf: () => ({ accounts: new Set([sre.id]), unattributed: [] }) },
      "contributor",
    ],
    ["who opened it", { decision: decision([jump]), pull: { author: sre }, story: told }, "contributor"],
    [
      "who is in another team",
      { decision: decision([jump]), story: story(decided("head", [jump]), approved(owner, 1)) },
      "not-a-member",
    ],
    ["who left the team since", { ...open, members: membersNow({ "o/sre": [otherSre] }) }, "not-a-member"],
    [
      "who came to the team only later",
      { decision: decision([jump]), story: story(decided("head", [jump]), approved(sre, 1, { teams: [] })) },
      "not-a-member",
    ],
    [
      "a machine",
      {
        decision: decision([jump]),
        story: story(decided("head", [jump]), approved({ ...sre, bot: true }, 1)),
      },
      "bot",
    ],
  ])("%s", (_, scene, why) => {
    const outcome = judgeGate(gateInput(scene));
    expect(outcome.state).toBe("waiting");
    expect(outcome.approvals).toMatchObject([{ kind: "not-eligible", reviewId: 1, why }]);
  });

  test("who asked for the exception that is used, by their account and by their name", () => {
    const waiver = {
      id: "W-1",
      rules: ["RES-004"],
      scope: { roots: [], resources: [], environments: [] },
      reason: "",
      requester: "somebody",
      approver: "other",
      ticket: null,
      expires: "2027-02-01",
    };
    const byName = judgeGate(gateInput({ ...open, waivers: [{ ...waiver, requester: "AN-SRE" }] }));
    expect(byName.approvals).toMatchObject([{ why: "requested-the-waiver" }]);
    const asked = story(decided("head", [jump]), approved(sre, 1), () => ({
      body: {
        kind: "waiver-requested",
        waiverId: "W-1",
        ruleId: "RES-004",
        places: [],
        by: { account: sre, teams: [] },
        because: "",
        until: "2027-02-01",
      },
    }));
    const byId = judgeGate(gateInput({ ...open, story: asked, waivers: [waiver] }));
    expect(byId.approvals).toMatchObject([{ why: "requested-the-waiver" }]);
    expect(judgeGate(gateInput({ ...open, story: asked })).state).toBe("approved");
  });

  test("a stranger, where no team is named and everybody may who can push", () => {
    const anybody = item({ reviewers: [] });
    const by = (canPush: boolean) =>
      judgeGate(
        gateInput({
          decision: decision([anybody]),
          story: story(decided("head", [anybody]), approved(helper, 1, { canPush })),
        }),
      ).state;
    expect([by(true), by(false)]).toEqual(["approved", "waiting"]);
  });
});

describe("an approval", () => {
  test.each<[string, Scene, object]>([
    [
      "stands after a push that changes nothing of it",
      { story: story(decided("old", [jump]), approved(sre, 1, { commit: "old" }), decided("head", [jump])) },
      { kind: "stands", given: "for-an-earlier-head" },
    ],
    [
      "stands where a risk is gone",
      {
        story: story(
          decided("old", [jump, larger]),
          approved(sre, 1, { commit: "old" }),
          decided("head", [jump]),
        ),
      },
      { kind: "stands" },
    ],
    [
      "falls where the risk is larger, and says from what",
      {
        decision: decision([larger]),
        story: story(decided("old", [jump]), approved(sre, 1, { commit: "old" }), decided("head", [larger])),
      },
      { kind: "dropped", uncovered: [{ item: larger, was: jump }] },
    ],
    [
      "falls where a risk is new",
      {
        decision: decision([jump, larger]),
        story: story(
          decided("old", [jump]),
          approved(sre, 1, { commit: "old" }),
          decided("head", [jump, larger]),
        ),
      },
      { kind: "dropped", uncovered: [{ item: larger, was: null }] },
    ],
    [
      "waits for the decision about its commit",
      { story: story(approved(sre, 1)) },
      { kind: "waiting-for-decision" },
    ],
    [
      "binds when its commit is decided",
      { story: story(approved(sre, 1), decided("head", [jump])) },
      { kind: "stands", given: "for-this-head" },
    ],
    [
      "covers nothing of an earlier head that was never decided",
      { story: story(approved(sre, 1, { commit: "old" }), decided("head", [jump])) },
      { kind: "dropped", uncovered: [{ item: jump, was: null }] },
    ],
    [
      "does not cover what was decided later about the same commit",
      {
        decision: decision([jump, larger]),
        story: story(decided("head", [jump], "d1"), approved(sre, 1), decided("head", [jump, larger], "d2")),
      },
      { kind: "dropped", uncovered: [{ item: larger, was: null }] },
    ],
    [
      "that was never seen live does not count",
      { story: story(decided("head", [jump]), approved(sre, 1, { unseen: true })) },
      { kind: "unseen", reviewId: 1 },
    ],
    [
      "that was dismissed does not count",
      { story: story(decided("head", [jump]), approved(sre, 1, { state: "dismissed" })) },
      { kind: "dismissed", reviewId: 1 },
    ],
    [
      "is kept by a later comment",
      { story: story(decided("head", [jump]), approved(sre, 1), reviewed(sre, 2, "commented")) },
      { kind: "stands", reviewId: 1 },
    ],
    [
      "counts by the commit that was reviewed, whatever GitHub says now",
      {
        decision: decision([larger]),
        story: story(decided("old", [jump]), approved(sre, 1, { commit: "old" }), decided("head", [larger])),
      },
      { kind: "dropped" },
    ],
  ])("%s", (_, scene, expected) => {
    const outcome = judgeGate(gateInput({ decision: decision([jump]), ...scene }));
    expect(outcome.approvals).toMatchObject([expected]);
    expect(outcome.state).toBe("kind" in expected && expected.kind === "stands" ? "approved" : "waiting");
  });

  test("is taken back by a request for changes, and by its withdrawal", () => {
    const changed = story(decided("head", [jump]), approved(sre, 1), reviewed(sre, 2, "changes-requested"));
    expect(judgeGate(gateInput({ decision: decision([jump]), story: changed }))).toMatchObject({
      state: "waiting",
      approvals: [],
    });
    const withdrawn = story(decided("head", [jump]), approved(sre, 1), () => ({
      body: { kind: "approval-withdrawn", reviewId: 1, by: sre, why: "dismissed" },
    }));
    expect(judgeGate(gateInput({ decision: decision([jump]), story: withdrawn })).approvals).toMatchObject([
      { kind: "dismissed" },
    ]);
  });

  test("given again takes nothing back", () => {
    const told = story(
      decided("old", [jump]),
      approved(sre, 1, { commit: "old" }),
      decided("mid", [larger]),
      approved(sre, 2, { commit: "mid" }),
      decided("head", [jump, larger]),
    );
    const outcome = judgeGate(gateInput({ decision: decision([jump, larger]), story: told }));
    expect(outcome).toMatchObject({ state: "approved", approvals: [{ kind: "stands", reviewId: 2 }] });
  });

  test("is bound by what was kept before it, also where clocks differ", () => {
    const told = story(
      decided("head", [jump], "d1"),
      approved(sre, 1),
      decided("head", [jump, larger], "d2"),
    );
    const early = told.records.map((record) =>
      record.body.kind === "decision" ? { ...record, at: "2026-01-01T00:00:00.000Z" } : record,
    );
    const outcome = judgeGate(
      gateInput({ decision: decision([jump, larger]), story: { ...told, records: early } }),
    );
    expect(outcome.approvals).toMatchObject([{ kind: "dropped", uncovered: [{ item: larger }] }]);
  });

  test("keeps the commit of its first telling", () => {
    const first = approved(sre, 1, { commit: "old" });
    const again = approved(sre, 1, { commit: "head" });
    const told = story(decided("old", [jump]), first, decided("head", [larger]), again);
    const reviews = told.reviews.slice(0, 1);
    const outcome = judgeGate(gateInput({ decision: decision([larger]), story: { ...told, reviews } }));
    expect(outcome.approvals).toMatchObject([{ kind: "dropped" }]);
  });

  test("of somebody else's review is not bound by our record", () => {
    const told = story(decided("head", [jump]), approved(sre, 1));
    const reviews = told.reviews.map((review) => ({ ...review, by: otherSre }));
    expect(
      judgeGate(gateInput({ decision: decision([jump]), story: { ...told, reviews } })).approvals,
    ).toMatchObject([{ kind: "unseen" }]);
  });
});
