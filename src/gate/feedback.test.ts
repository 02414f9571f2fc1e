import { expect, test } from "vitest";
import type { StoredPullRecord } from "../model/record.ts";
import { disputedRules } from "./feedback.ts";
import { author, stored } from "./testing/cases.ts";

function feedback(ruleId: string, number: number): StoredPullRecord {
  const body = { kind: "feedback", ruleId, by: { account: author, teams: [] }, because: "no" } as const;
  return { ...stored(body, number), number };
}

test("a rule is disputed where more than one in twenty pull requests say so", () => {
  const records = [
    ...[1, 2, 2, 2].map((number) => feedback("RES-004", number)),
    ...[1, 2].map((number) => feedback("CHG-010", number)),
    feedback("SEC-001", 3),
  ];
  const shown = new Map([
    ["RES-004", 39],
    ["CHG-010", 40],
    ["SEC-001", 2],
  ]);
  expect(disputedRules(records, shown)).toEqual([
    { kind: "rule-disputed", ruleId: "SEC-001", disputed: 1, shown: 2 },
    { kind: "rule-disputed", ruleId: "RES-004", disputed: 2, shown: 39 },
  ]);
});
