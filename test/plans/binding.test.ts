import { describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { type PlanReading, planRefusals } from "../../src/model/plan.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";
import {
  changeJson,
  type GivenChange,
  planJson,
} from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { exampleConfiguration, openWorkbench } from "../policies/workbench.ts";

const workbench = await openWorkbench();
const configuration = await exampleConfiguration(null);

function root(name: string, ...blocks: readonly string[]): string {
  const resources = blocks.map((block) => `resource "aws_sns_topic" "${block}" {}\n`);
  return `terraform {\n  backend "s3" {}\n}\n# ${name}\n${resources.join("")}`;
}

/** Two roots that the change touches, which share a name, and one that it does not. */
const base = {
  "one/main.tf": root("before", "orders", "only_one"),
  "two/main.tf": root("before", "orders", "only_two"),
  "still/main.tf": root("as it is", "orders"),
};
const head = {
  ...base,
  "one/main.tf": root("after", "orders", "only_one"),
  "two/main.tf": root("after", "orders", "only_two"),
};

const topic = (name: string): GivenChange => ({
  address: `aws_sns_topic.${name}`,
  actions: ["no-op"],
  before: {},
  after: {},
});

function planOf(names: readonly string[], folder: string | null, more: JsonObject = {}): PlanReading {
  return readPlan({
    name: "p.json",
    root: folder,
    bytes: planJson(names.map(topic), more),
    sensitiveNames: [],
  });
}

function evaluate(...plans: readonly PlanReading[]): Promise<Evaluation> {
  const { rules } = workbench.policySet;
  return workbench.evaluate({ rules, base, head, configuration, plans });
}

function boundTo({ plans = [] }: Evaluation) {
  return plans.map(({ rootKey, status }) => rootKey ?? status);
}

function told({ findings }: Evaluation): readonly string[] {
  return findings.map(({ ruleId, messageId, location }) => `${ruleId} ${messageId} ${location.path}`);
}

describe("a plan is bound", () => {
  test.each([
    ["two", "terraform:two"],
    ["./two/", "terraform:two"],
  ])("to the root that it names: %s", async (folder, key) => {
    const evaluation = await evaluate(planOf(["orders"], folder));
    expect(boundTo(evaluation)).toEqual([key]);
    expect(told(evaluation)).toEqual([]);
  });

  test("to the one root that its addresses fit best", async () => {
    expect(boundTo(await evaluate(planOf(["orders", "only_two"], null)))).toEqual(["terraform:two"]);
  });

  test("each to its own", async () => {
    const plans = [planOf(["orders", "only_two"], null), planOf(["orders"], "one")];
    expect(boundTo(await evaluate(...plans))).toEqual(["terraform:two", "terraform:one"]);
  });
});

describe("a plan is not judged, and that is said,", () => {
  test("where it fits two roots alike", async () => {
    const evaluation = await evaluate(planOf(["orders"], null));
    expect(told(evaluation)).toEqual(["CHG-025 plan_ambiguous one/main.tf"]);
    expect(evaluation.findings[0]?.arguments).toEqual({ plan: "p.json", roots: ["one", "two"] });
    expect(boundTo(evaluation)).toEqual(["not-bound"]);
  });

  test("where it fits none", async () => {
    expect(told(await evaluate(planOf(["unheard_of"], null)))).toEqual([
      "CHG-025 plan_not_bound one/main.tf",
    ]);
  });

  test("where there is no such root", async () => {
    expect(told(await evaluate(planOf(["orders"], "three")))).toEqual([
      "CHG-025 plan_root_missing one/main.tf",
    ]);
  });

  test.each(planRefusals)("where it cannot be read: %s", async (reason) => {
    const evaluation = await evaluate({ kind: "refused", name: "p", root: "two", reason, detail: "" });
    expect(told(evaluation)).toEqual([`CHG-025 plan_${reason.replaceAll("-", "_")} two/main.tf`]);
    expect(boundTo(evaluation)).toEqual(["refused"]);
  });
});

describe("what a plan does not hold is said:", () => {
  const deferred = { reason: "r", resource_change: changeJson(topic("later")) };

  test.each<[string, JsonObject, string]>([
    ["it is incomplete", { complete: false }, "plan_incomplete"],
    ["making it failed", { errored: true, complete: false }, "plan_errored"],
    ["changes are put off", { complete: false, deferred_changes: [deferred] }, "plan_deferred"],
  ])("%s", async (_, more, messageId) => {
    const evaluation = await evaluate(planOf(["orders"], "two", more));
    expect(told(evaluation)).toEqual([`CHG-025 ${messageId} two/main.tf`]);
    expect(boundTo(evaluation)).toEqual(["terraform:two"]);
  });
});

describe("drift", () => {
  const drifted = { ...topic("orders"), actions: ["delete"], after: null };
  const more = { resource_drift: [changeJson(drifted)] };

  test("is listed, and no finding", async () => {
    const evaluation = await evaluate(planOf(["orders"], "two", more));
    expect(told(evaluation)).toEqual([]);
    expect(evaluation.notEvaluated).toEqual([
      { path: "two/main.tf", reason: "drift", detail: "aws_sns_topic.orders" },
    ]);
    expect(evaluation.plans?.[0]?.drift).toEqual(["aws_sns_topic.orders"]);
  });

  test("of a root that the change does not touch is listed too", async () => {
    const evaluation = await evaluate(planOf(["orders"], "still", more));
    expect(told(evaluation)).toEqual([]);
    expect(evaluation.notEvaluated.map(({ reason, detail }) => `${reason} ${detail}`)).toEqual([
      "plan-of-untouched-root p.json",
      "drift aws_sns_topic.orders",
    ]);
    expect(boundTo(evaluation)).toEqual(["untouched-root"]);
  });
});
