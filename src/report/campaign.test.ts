import { expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { withReachTold } from "./campaign.ts";
import { type Cause, causesOf } from "./causes.ts";

function bump(environment: string, over: Partial<Finding> = {}): Finding {
  return exampleFinding({
    ruleId: "CHG-013",
    enforcement: "review",
    rootKey: `terraform:${environment}`,
    environment,
    owner: ["payments"],
    cluster: null,
    ...over,
  });
}

const reach = bump("production", {
  ruleId: "CHG-020",
  messageId: "environments",
  rootKey: "repository:.",
  path: ["payments", "production", "staging"],
});

function rows(
  findings: readonly Finding[],
  reviewersOf: (cause: Cause) => readonly string[] = () => ["acme/sre"],
) {
  return withReachTold(causesOf(findings), reviewersOf).map(({ first, reach: told }) => [
    first.ruleId,
    told?.ruleId ?? null,
  ]);
}

test("a change that is the same in all that it reaches is one row", () => {
  expect(rows([bump("production"), bump("staging"), reach])).toEqual([["CHG-013", "CHG-020"]]);
});

test("where it is only advised it stands as well", () => {
  expect(rows([bump("production"), bump("staging", { enforcement: "advise" }), reach])).toEqual([
    ["CHG-013", "CHG-020"],
  ]);
});

test("what else reaches further is a question of its own", () => {
  expect(rows([bump("production"), reach])).toContainEqual(["CHG-020", null]);
});

test("two people are asked for themselves", () => {
  const apart = (cause: Cause) => [cause.first.ruleId === "CHG-020" ? "acme/leads" : "acme/sre"];
  expect(rows([bump("production"), bump("staging"), reach], apart)).toHaveLength(2);
});

test("without a finding about reach nothing changes", () => {
  expect(rows([bump("production")])).toEqual([["CHG-013", null]]);
});
