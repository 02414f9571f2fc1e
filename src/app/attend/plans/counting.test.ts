import { describe, expect, test } from "vitest";
import type { PlanSettings } from "../../../model/configuration.ts";
import type { PlanOrigin } from "../../../model/decision-inputs.ts";
import type { StoredPullRecord } from "../../../model/record.ts";
import { missingPlans, type PlanRecord, plansAt } from "./counting.ts";

const commit = "a".repeat(40);
const settings: PlanSettings = {
  artifact: "plan-*",
  workflows: [".github/workflows/plan*.yml"],
  expected: [],
};
const origin: PlanOrigin = {
  source: "artifact",
  runId: 10,
  attempt: 1,
  workflow: ".github/workflows/plan.yml",
  event: "pull_request",
  fork: false,
};

function plan(masked: string, over: Partial<PlanRecord> = {}, from: Partial<PlanOrigin> = {}): PlanRecord {
  const body = { kind: "plan-received", commit, name: "plan-prod", digest: "d", masked } as const;
  return { ...body, origin: { ...origin, ...from }, ...over };
}

function counting(plans: readonly PlanRecord[], over: Partial<PlanSettings> = {}): readonly string[] {
  const records = plans.map((body, sequence): StoredPullRecord => {
    return { sequence, key: String(sequence), at: "", repositoryId: 1, number: 7, body };
  });
  return plansAt(records, commit, { ...settings, ...over }).map(({ masked }) => masked);
}

describe("of the plans that were received", () => {
  test.each<[string, readonly PlanRecord[], readonly string[]]>([
    ["those of another commit do not count", [plan("a", { commit: "b".repeat(40) })], []],
    ["artifacts of another name do not count", [plan("a", { name: "coverage" })], []],
    ["uploads count under any name", [plan("a", { name: "mine" }, { source: "upload" })], ["a"]],
    ["those of another workflow do not count", [plan("a", {}, { workflow: "mine.yml" })], []],
    [
      "uploads of another workflow do not count either",
      [plan("a", {}, { workflow: "mine.yml", source: "upload" })],
      [],
    ],
    ["those of forks count", [plan("a", {}, { fork: true })], ["a"]],
    ["a newer run replaces an older", [plan("a"), plan("b", {}, { runId: 11 })], ["b"]],
    ["also where it was heard of first", [plan("b", {}, { runId: 11 }), plan("a")], ["b"]],
    ["a second attempt replaces the first", [plan("b", {}, { attempt: 2 }), plan("a")], ["b"]],
    ["of one attempt the last counts", [plan("a"), plan("b")], ["b"]],
    [
      "two workflows do not replace each other's",
      [plan("a"), plan("b", {}, { workflow: ".github/workflows/plan-2.yml", runId: 11 })],
      ["b", "a"],
    ],
    ["names stand beside each other", [plan("b", { name: "plan-stg" }), plan("a")], ["a", "b"]],
  ])("%s", (_, plans, expected) => {
    expect(counting(plans)).toEqual(expected);
  });

  test("no artifact counts where none is looked for", () => {
    expect(counting([plan("a"), plan("b", {}, { source: "upload", runId: 12 })], { artifact: null })).toEqual(
      ["b"],
    );
  });
});

test("missing is what the changed paths should have, and what is not there", () => {
  const expected = [
    { name: "plan-prod", paths: ["terraform/prod/**"] },
    { name: "plan-stg", paths: ["terraform/stg/**"] },
  ];
  const missing = (paths: readonly string[], names: readonly string[]) =>
    missingPlans(
      names.map((name) => ({ name })),
      paths,
      { ...settings, expected },
    );
  expect(missing(["terraform/prod/main.tf", "docs/x.md"], [])).toEqual(["plan-prod"]);
  expect(missing(["terraform/prod/main.tf"], ["plan-prod"])).toEqual([]);
  expect(missing(["docs/x.md"], [])).toEqual([]);
});
