import { describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";
import { type GivenChange, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { exampleConfiguration, openWorkbench } from "../policies/workbench.ts";

const workbench = await openWorkbench();
const configuration = await exampleConfiguration(null);

interface Given {
  readonly base: string;
  readonly head: string;
  readonly plan?: readonly GivenChange[];
  readonly root?: string;
  readonly more?: JsonObject;
}

/** One root, `infra`, with a plan of it. */
function evaluate({ base, head, plan, root, more }: Given): Promise<Evaluation> {
  const bytes = plan === undefined ? null : planJson(plan, more);
  const request = { name: "plan.json", root: root ?? null, sensitiveNames: [] };
  return workbench.evaluate({
    rules: workbench.policySet.rules,
    base: { "infra/main.tf": `${backend}${base}` },
    head: { "infra/main.tf": `${backend}${head}` },
    configuration,
    plans: bytes === null ? [] : [readPlan({ ...request, bytes })],
  });
}

const backend = 'terraform {\n  backend "s3" {}\n}\n';

/** Findings that count, as `RULE kind address line`. */
function told({ findings }: Evaluation): readonly string[] {
  return findings
    .filter(({ status }) => status === "active")
    .map(({ ruleId, kind, address, location }) => `${ruleId} ${kind} ${address} ${location.startLine}`);
}

function actions({ changes }: Evaluation): readonly string[] {
  return changes.map(({ address, action }) => `${action} ${address}`);
}

const rule = (cidr: string) => `variable "office" {}
resource "aws_security_group_rule" "ssh" {
  type        = "ingress"
  protocol    = "tcp"
  from_port   = 22
  to_port     = 22
  cidr_blocks = ${cidr}
}
`;
const opened = (cidr: string): GivenChange => ({
  address: "aws_security_group_rule.ssh",
  actions: ["create"],
  after: { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: [cidr] },
});

describe("what the source leaves open", () => {
  test("is asked about without a plan, found with one that is bad, and settled by one that is good", async () => {
    const change = { base: "", head: rule("var.office") };
    expect(told(await evaluate(change))).toEqual(["SEC-034 open aws_security_group_rule.ssh 4"]);
    expect(told(await evaluate({ ...change, plan: [opened("0.0.0.0/0")] }))).toEqual([
      "SEC-034 fail aws_security_group_rule.ssh 4",
    ]);
    expect(told(await evaluate({ ...change, plan: [opened("10.0.0.0/8")] }))).toEqual([
      "CHG-017 fail aws_security_group_rule.ssh 4",
    ]);
  });

  test("may be a part of a document, which the plan has as text", async () => {
    const head = `variable "actions" {}
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`;
    const planned = (Action: string): GivenChange => ({
      address: "aws_iam_policy.deploy",
      actions: ["create"],
      after: { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] }) },
    });
    const asked = ["SEC-030 open aws_iam_policy.deploy 4", "SEC-031 open aws_iam_policy.deploy 4"];
    expect(told(await evaluate({ base: "", head }))).toEqual(asked);
    expect(told(await evaluate({ base: "", head, plan: [planned("ecs:UpdateService")] }))).toEqual([]);
    expect(told(await evaluate({ base: "", head, plan: [planned("*")] }))).toEqual([
      "SEC-030 fail aws_iam_policy.deploy 6",
    ]);
  });

  test("stays a question where the plan does not know it either", async () => {
    const after = { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22 };
    const unknown = { ...opened(""), after, unknown: { cidr_blocks: true } };
    const plan = [unknown];
    expect(told(await evaluate({ base: "", head: rule("var.office"), plan }))).toEqual([
      "SEC-034 open aws_security_group_rule.ssh 4",
    ]);
  });

  test("was as bad before where the state says so, and nobody edited it", async () => {
    const { after = null } = opened("0.0.0.0/0");
    const plan = [{ ...opened("0.0.0.0/0"), actions: ["no-op"], before: after }];
    const change = { base: rule("var.office"), head: `${rule("var.office")}# a comment\n`, plan };
    expect(told(await evaluate(change))).toEqual([]);
  });

  test("was as bad before where it is not made yet, and nobody edited it", async () => {
    const change = { base: rule("var.office"), head: `${rule("var.office")}# a comment\n` };
    expect(told(await evaluate({ ...change, plan: [opened("0.0.0.0/0")] }))).toEqual([]);
  });
});

describe("what the source says", () => {
  test("is found whatever a plan says", async () => {
    const change = { base: "", head: rule('["0.0.0.0/0"]') };
    const found = ["SEC-034 fail aws_security_group_rule.ssh 10"];
    expect(told(await evaluate(change))).toEqual(found);
    expect(told(await evaluate({ ...change, plan: [opened("10.0.0.0/8")] }))).toEqual(found);
    expect(told(await evaluate({ ...change, plan: [opened("0.0.0.0/0")] }))).toEqual(found);
    expect(
      told(
        await evaluate({ ...change, plan: [{ ...opened("10.0.0.0/8"), actions: ["delete"], after: null }] }),
      ),
    ).toEqual(found);
  });

  test("is new although a plan claims that it was so before", async () => {
    const { after = null } = opened("0.0.0.0/0");
    const plan = [{ ...opened("0.0.0.0/0"), actions: ["no-op"], before: after }];
    const change = { base: rule('["10.0.0.0/8"]'), head: rule('["0.0.0.0/0"]'), plan };
    expect(told(await evaluate(change))).toContain("SEC-034 fail aws_security_group_rule.ssh 10");
  });

  test("is judged as it will be, where the plan was made with other values", async () => {
    const change = { base: "", head: rule('["10.0.0.0/8"]'), plan: [opened("0.0.0.0/0")] };
    // The source's own finding stays, although one of the plan is about the same thing: a plan pushes nothing aside.
    expect(told(await evaluate(change))).toEqual([
      "CHG-017 fail aws_security_group_rule.ssh 10",
      "SEC-034 fail aws_security_group_rule.ssh 10",
    ]);
  });
});

const call = (version: string) =>
  `module "data" {\n  source = "git::https://git.example.com/acme/storage.git?ref=${version}"\n}\n`;
const bucketAcl = {
  address: "module.data.module.inner[0].aws_s3_bucket_acl.this",
  after: { acl: "public-read" },
};

describe("what only a plan shows", () => {
  const bump = { base: call("v1"), head: call("v2") };

  test("stands at the call of its module, without an edit that would be made there", async () => {
    const evaluation = await evaluate({ ...bump, plan: [{ ...bucketAcl, actions: ["create"] }] });
    expect(told(evaluation)).toEqual([`SEC-036 fail ${bucketAcl.address} 4`]);
    expect(evaluation.findings.map(({ fix }) => fix)).toEqual([null]);
    expect(actions(evaluation)).toEqual(["update module.data", `create ${bucketAcl.address}`]);
  });

  test("was there before where the plan says so", async () => {
    const plan = [{ ...bucketAcl, actions: ["no-op"], before: bucketAcl.after }];
    expect(told(await evaluate({ ...bump, plan }))).toEqual([]);
  });

  test("is deleted with its data", async () => {
    const address = "module.data.aws_s3_bucket.archive";
    const plan = [{ address, actions: ["delete"], before: { bucket: "archive" } }];
    const evaluation = await evaluate({ ...bump, plan });
    expect(told(evaluation)).toEqual([`CHG-001 fail ${address} 4`]);
    expect(evaluation.findings[0]?.location.side).toBe("base");
  });

  test("is forgotten without loss", async () => {
    const plan = [
      { address: "module.data.aws_s3_bucket.archive", actions: ["forget"], before: { bucket: "a" } },
    ];
    const evaluation = await evaluate({ ...bump, plan });
    expect(told(evaluation)).toEqual([]);
    expect(actions(evaluation)).toEqual(["update module.data", "forget module.data.aws_s3_bucket.archive"]);
  });

  test("is judged as the Kubernetes object that it makes, too", async () => {
    const container = { name: "api", image: "api:1", security_context: [{ privileged: true }] };
    const after = {
      metadata: [{ name: "api", namespace: "shop" }],
      spec: [{ template: [{ spec: [{ container: [container] }] }] }],
    };
    const plan = [{ address: "module.data.kubernetes_deployment_v1.api", actions: ["create"], after }];
    expect(told(await evaluate({ ...bump, plan }))).toContain("SEC-003 fail apps/Deployment/shop/api 4");
  });
});

describe("what a plan does to a resource of the source", () => {
  const table = (attributes: string) => `resource "aws_dynamodb_table" "orders" {\n${attributes}}\n`;
  const replaced: GivenChange = {
    address: "aws_dynamodb_table.orders",
    actions: ["delete", "create"],
    before: { name: "orders", hash_key: "id" },
    after: { name: "orders", hash_key: "id" },
    more: { action_reason: "replace_because_tainted" },
  };
  const same = table('  name     = "orders"\n  hash_key = "id"\n');

  test("is told although no line of it changed", async () => {
    const evaluation = await evaluate({ base: same, head: `${same}# a comment\n`, plan: [replaced] });
    expect(told(evaluation)).toEqual(["CHG-002 fail aws_dynamodb_table.orders 4"]);
    expect(actions(evaluation)).toEqual(["replace aws_dynamodb_table.orders"]);
  });

  test("is one finding where the source tells it as well", async () => {
    const head = table('  name     = "orders"\n  hash_key = "order"\n');
    const plan = [
      {
        ...replaced,
        after: { name: "orders", hash_key: "order" },
        more: { change: { replace_paths: [["hash_key"]] } },
      },
    ];
    expect(told(await evaluate({ base: same, head, plan }))).toEqual([
      "CHG-002 fail aws_dynamodb_table.orders 4",
    ]);
  });

  test("may be unknown, and is then taken for the worst", async () => {
    const plan = [{ ...replaced, actions: ["delete", "polish"], after: null }];
    expect(told(await evaluate({ base: same, head: `${same}# a comment\n`, plan }))).toEqual([
      "CHG-001 fail aws_dynamodb_table.orders 4",
    ]);
  });

  test("follows it to another address", async () => {
    const plan = [
      {
        ...replaced,
        actions: ["no-op"],
        address: "aws_dynamodb_table.renamed",
        more: { previous_address: "aws_dynamodb_table.orders" },
      },
    ];
    const head = same.replace('"orders" {', '"renamed" {');
    const evaluation = await evaluate({
      base: same,
      head: `${head}moved {\n  from = aws_dynamodb_table.orders\n  to   = aws_dynamodb_table.renamed\n}\n`,
      plan,
    });
    expect(told(evaluation)).toEqual([]);
    expect(actions(evaluation)).toEqual(["move aws_dynamodb_table.renamed"]);
  });
});

describe("instances whose number the source does not tell", () => {
  const buckets = (acl: string) =>
    `variable "names" {}\nresource "aws_s3_bucket_acl" "all" {\n  for_each = var.names\n  bucket   = each.key\n  acl      = ${acl}\n}\n`;
  const instance = (key: string, acl: string): GivenChange => ({
    address: `aws_s3_bucket_acl.all["${key}"]`,
    actions: ["create"],
    after: { bucket: key, acl },
    more: { index: key },
  });

  test("are found one by one where only the plan tells", async () => {
    const plan = [instance("a.b", "public-read"), instance("c", "private")];
    expect(told(await evaluate({ base: "", head: buckets("each.value"), plan }))).toEqual([
      'SEC-036 fail aws_s3_bucket_acl.all["a.b"] 8',
    ]);
  });

  test("are one finding where the source tells", async () => {
    const change = { base: "", head: buckets('"public-read"') };
    const found = ["SEC-036 fail aws_s3_bucket_acl.all[*] 8"];
    expect(told(await evaluate(change))).toEqual(found);
    const plan = [instance("a", "public-read"), instance("b", "public-read")];
    expect(told(await evaluate({ ...change, plan }))).toEqual(found);
  });
});

describe("what an adapter reads from a call, and a plan shows from within,", () => {
  const database = (value: string) =>
    `variable "open" {}\nmodule "orders" {\n  source              = "terraform-aws-modules/rds/aws"\n  version             = "6.10.0"\n  identifier          = "orders"\n  publicly_accessible = ${value}\n  deletion_protection = true\n  storage_encrypted   = true\n}\n`;
  const inside = (open: boolean): GivenChange => ({
    address: "module.orders.module.db_instance.aws_db_instance.this[0]",
    actions: ["create"],
    after: {
      identifier: "orders",
      publicly_accessible: open,
      deletion_protection: true,
      storage_encrypted: true,
    },
    more: { module_address: "module.orders.module.db_instance", index: 0 },
  });
  const public_ = (kind: string, line: number) => `SEC-038 ${kind} module.orders:aws_db_instance ${line}`;
  const aboutAccess = (evaluation: Evaluation) =>
    told(evaluation).filter((finding) => finding.startsWith("SEC-038"));

  test("is one finding under the name of the call", async () => {
    const change = { base: "", head: database("true") };
    const alone = aboutAccess(await evaluate(change));
    expect(alone).toEqual([public_("fail", 9)]);
    expect(aboutAccess(await evaluate({ ...change, plan: [inside(true)] }))).toEqual(alone);
  });

  test("answers what the call leaves to a variable", async () => {
    const change = { base: "", head: database("var.open") };
    expect(aboutAccess(await evaluate(change))).toEqual([public_("open", 4)]);
    expect(aboutAccess(await evaluate({ ...change, plan: [inside(false)] }))).toEqual([]);
    expect(aboutAccess(await evaluate({ ...change, plan: [inside(true)] }))).toHaveLength(1);
  });
});
