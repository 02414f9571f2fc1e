import { expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";
import { type GivenChange, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { fc } from "../fast-check.ts";
import { exampleConfiguration, openWorkbench } from "../policies/workbench.ts";

const workbench = await openWorkbench();
const configuration = await exampleConfiguration(null);

/** Attributes that rules look at, each with a good value, a bad one, and one that only a plan knows. */
const blocks = {
  aws_s3_bucket_acl: { acl: ["private", "public-read"] },
  aws_db_instance: {
    publicly_accessible: [false, true],
    deletion_protection: [true, false],
    engine: ["mysql", "postgres"],
  },
  aws_security_group_rule: { cidr_blocks: [["10.1.0.0/16"], ["0.0.0.0/0"]] },
  aws_dynamodb_table: { hash_key: ["id", "order"] },
} as const;
type BlockType = keyof typeof blocks;

const fixed: Readonly<Record<BlockType, JsonObject>> = {
  aws_s3_bucket_acl: { bucket: "b" },
  aws_db_instance: { identifier: "d" },
  aws_security_group_rule: { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22 },
  aws_dynamodb_table: { name: "t" },
};

/** How each attribute is written: a value by its index, left to a variable, or left out. */
type Written = "0" | "1" | "variable" | "absent";
type Side = Readonly<
  Record<string, { readonly count: boolean; readonly attributes: Readonly<Record<string, Written>> } | null>
>;

const written = fc.constantFrom<Written>("0", "1", "variable", "absent");
const side: fc.Arbitrary<Side> = fc.record(
  Object.fromEntries(
    Object.entries(blocks).map(([type, attributes]) => [
      type,
      fc.option(
        fc.record({
          count: fc.boolean(),
          attributes: fc.record(Object.fromEntries(Object.keys(attributes).map((name) => [name, written]))),
        }),
      ),
    ]),
  ),
);

function values(type: BlockType): fc.Arbitrary<JsonObject> {
  const options: Readonly<Record<string, readonly JsonValue[]>> = blocks[type];
  const entries = Object.entries(options).map(([name, values]) => [name, fc.constantFrom(...values)]);
  return fc
    .record<JsonObject>(Object.fromEntries(entries), { requiredKeys: [] })
    .map((some) => ({ ...fixed[type], ...some }));
}

const planned: fc.Arbitrary<GivenChange> = fc
  .constantFrom(...(Object.keys(blocks) as BlockType[]))
  .chain((type) =>
    fc.record({
      address: fc.constantFrom(`${type}.x`, `${type}.x[0]`, `${type}.x[1]`, `module.m.${type}.y`),
      actions: fc.constantFrom<readonly string[]>(
        ["no-op"],
        ["create"],
        ["update"],
        ["delete"],
        ["delete", "create"],
        ["forget"],
        ["odd"],
      ),
      before: fc.option(values(type)),
      after: fc.option(values(type)),
      unknown: fc.constantFrom<JsonValue>(
        {},
        Object.fromEntries(Object.keys(blocks[type]).map((name) => [name, true])),
      ),
    }),
  )
  .map((given) => ({ ...given, before: given.before ?? null, after: given.after ?? null }));

function source(given: Side): string {
  const resources = Object.entries(given).flatMap(([type, block]) => {
    if (block === null) return [];
    const lines = Object.entries({
      ...fixed[type as BlockType],
      ...chosen(type as BlockType, block.attributes),
    });
    const text = lines.map(
      ([name, value]) => `  ${name} = ${value === variable ? variable : JSON.stringify(value)}\n`,
    );
    return [`resource "${type}" "x" {\n${block.count ? "  count = var.n\n" : ""}${text.join("")}}\n`];
  });
  return `terraform {\n  backend "s3" {}\n}\nvariable "v" {}\nvariable "n" {}\nmodule "m" {\n  source = "git::https://example.com/m.git"\n}\n${resources.join("")}`;
}

const variable = "var.v";

function chosen(type: BlockType, attributes: Readonly<Record<string, Written>>): JsonObject {
  const options: Readonly<Record<string, readonly unknown[]>> = blocks[type];
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, how]) => {
      if (how === "absent") return [];
      return [[name, how === "variable" ? variable : options[name]?.[Number(how)]]];
    }),
  ) as JsonObject;
}

async function findingsOf(base: Side, head: Side, plan: readonly GivenChange[] | null) {
  const request = { name: "p", root: "infra", sensitiveNames: [] };
  const evaluation = await workbench.evaluate({
    rules: workbench.policySet.rules,
    base: { "infra/main.tf": source(base) },
    head: { "infra/main.tf": source(head) },
    configuration,
    plans: plan === null ? [] : [readPlan({ ...request, bytes: planJson(plan) })],
  });
  return evaluation;
}

/** Everything about a finding that somebody acts on. */
function identity({
  ruleId,
  messageId,
  address,
  path,
  kind,
  status,
  baselineState,
  enforcement,
}: Finding): string {
  return JSON.stringify([ruleId, messageId, address, path, kind, status, baselineState, enforcement]);
}

test("a plan takes nothing away but a question that it answers, whatever it says", async () => {
  await fc.assert(
    fc.asyncProperty(side, side, fc.array(planned, { maxLength: 6 }), async (base, head, plan) => {
      const without = await findingsOf(base, head, null);
      const withPlan = await findingsOf(base, head, plan);
      const told = new Set(withPlan.findings.map(identity));
      const lost = without.findings.filter(
        (finding) =>
          finding.baselineState !== "absent" && finding.kind === "fail" && !told.has(identity(finding)),
      );
      expect(lost.map(identity)).toEqual([]);
      const questions = without.findings.filter(
        (finding) =>
          finding.baselineState !== "absent" && finding.kind === "open" && !told.has(identity(finding)),
      );
      const spokenOf = new Set(plan.map(({ address }) => address.replace(/\[\d\]$/, "")));
      for (const { address } of questions) expect(spokenOf).toContain(address.replace("[*]", ""));
      const changed = new Set(withPlan.changes.map(({ address }) => address));
      for (const { address } of without.changes) expect(changed).toContain(address);
      const order = ["pass", "confirm", "review", "block"];
      if (questions.length === 0)
        expect(order.indexOf(withPlan.decision.route)).toBeGreaterThanOrEqual(
          order.indexOf(without.decision.route),
        );
    }),
    { numRuns: 60 },
  );
}, 120_000);

test("a plan gives each finding once", async () => {
  await fc.assert(
    fc.asyncProperty(side, side, fc.array(planned, { maxLength: 6 }), async (base, head, plan) => {
      const { findings } = await findingsOf(base, head, plan);
      const current = findings.filter(({ baselineState }) => baselineState !== "absent");
      const fingerprints = current.map(({ fingerprint }) => fingerprint);
      expect(new Set(fingerprints).size).toBe(fingerprints.length);
    }),
    { numRuns: 40 },
  );
}, 120_000);
