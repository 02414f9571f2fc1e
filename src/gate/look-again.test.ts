import { expect, test } from "vitest";
import type { Freeze } from "../model/configuration.ts";
import type { Waiver } from "../model/waiver.ts";
import { judgeGate } from "./judge.ts";
import { gateInput } from "./testing/cases.ts";

const closing: Freeze = { name: "決算", from: "2027-03-25", to: "2027-04-05", route: "review" };
const waiver: Waiver = {
  id: "W-1",
  rules: ["RES-004"],
  scope: { roots: [], resources: [], environments: [] },
  reason: "",
  requester: "a",
  approver: "b",
  ticket: null,
  expires: "2027-03-20",
};

test.each<[string, string, readonly Freeze[], readonly Waiver[], string | null]>([
  ["never, where nothing ends", "2027-01-01T00:00:00Z", [], [], null],
  [
    "when a freeze begins, at midnight there",
    "2027-01-01T00:00:00Z",
    [closing],
    [],
    "2027-03-24T15:00:00.000Z",
  ],
  ["when it has had its last day", "2027-03-26T00:00:00Z", [closing], [], "2027-04-05T15:00:00.000Z"],
  ["never again after it", "2027-04-05T15:00:00Z", [closing], [], null],
  [
    "when a waiver has had its last day",
    "2027-01-01T00:00:00Z",
    [closing],
    [waiver],
    "2027-03-20T15:00:00.000Z",
  ],
])("it is looked at again %s", (_, now, freezes, waivers, expected) => {
  expect(judgeGate(gateInput({ now, waivers, settings: { freezes } })).lookAgainAt).toBe(expected);
});

test("it is looked at again when what it returns to is too long ago", () => {
  const lapses = ["2027-01-01", "2027-01-15"];
  const input = { ...gateInput({ now: "2027-01-03T00:00:00Z" }), lapses };
  expect(judgeGate(input).lookAgainAt).toBe("2027-01-14T15:00:00.000Z");
});
