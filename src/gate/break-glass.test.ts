import { describe, expect, test } from "vitest";
import type { PullRecord } from "../model/record.ts";
import { judgeGate } from "./judge.ts";
import { decided, decision, gateInput, item, minute, recorded, sre, story } from "./testing/cases.ts";

type BreakGlass = Extract<PullRecord, { readonly kind: "break-glass" }>;
type Scene = NonNullable<Parameters<typeof gateInput>[0]>;

const jump = item();
const tenant = item({ ruleId: "SEC-029", address: "secret" });

function called(over: Partial<BreakGlass> = {}): BreakGlass {
  return {
    kind: "break-glass",
    by: { account: sre, teams: ["o/oncall"] },
    because: "障害",
    head: "head",
    riskItems: [jump],
    blocked: ["RES-004"],
    expires: minute(240),
    reviewBy: minute(2880),
    ...over,
  };
}

const scene = (over: Partial<BreakGlass> = {}, rest: Scene = {}) =>
  judgeGate(
    gateInput({
      decision: decision([jump], ["RES-004"]),
      story: story(decided("head", [jump]), recorded(called(over))),
      ...rest,
    }),
  );

describe("a break-glass", () => {
  test("opens for its head, and says who, why and until when", () => {
    expect(scene()).toMatchObject({
      state: "break-glass",
      conclusion: "success",
      waitingFor: [],
      breakGlass: { by: sre, because: "障害", expires: minute(240), reviewBy: minute(2880) },
      lookAgainAt: minute(240),
    });
  });
  test.each<[string, Partial<BreakGlass>, Scene]>([
    ["ends", { expires: minute(59) }, {}],
    ["is for no other head", { head: "old" }, {}],
    [
      "covers no item that came later",
      {},
      { decision: decision([jump, item({ digest: "d2" })], ["RES-004"]) },
    ],
    ["lifts no rule that blocks only now", {}, { decision: decision([jump], ["RES-004", "VAL-001"]) }],
    ["holds no longer where nobody may any more", {}, { settings: { breakGlass: null } }],
  ])("%s", (_, over, rest) => {
    expect(scene(over, rest)).toMatchObject({ state: "fix", conclusion: "failure", breakGlass: null });
  });
  test("does not pass a rule that no emergency passes", () => {
    const both = { decision: decision([jump], ["RES-004", "SEC-029"]) };
    expect(scene({ blocked: ["RES-004", "SEC-029"] }, both)).toMatchObject({ state: "fix" });
  });
  test("leaves an item of such a rule to its reviewers", () => {
    const outcome = scene({ riskItems: [jump, tenant] }, { decision: decision([jump, tenant], ["RES-004"]) });
    expect(outcome).toMatchObject({ state: "waiting", conclusion: "action_required" });
  });
  test("opens where an unknown author blocks", () => {
    const unknown = () => ({ accounts: new Set<number>(), unattributed: ["c"] });
    const outcome = scene({}, { contributorsOf: unknown, settings: { unattributed: "block" } });
    expect(outcome.state).toBe("break-glass");
  });
});
