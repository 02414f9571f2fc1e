import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EvaluationRunner, type EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import { type PlanFile, review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { median, type Outcome, type Part } from "./figure.ts";

const changes = 2_000;
/** Of them written in the source, so that they are laid over each other. */
const written = 200;
const runs = 9;

/** What a plan adds to the review of its root in a warm worker: reading, masking, laying over the source, judging. */
export const plan: Part = {
  name: "plan",
  run: async (): Promise<Outcome> => {
    const { cacheDirectory } = readRuntimeEnvironment();
    const policySet = await shippedPolicySet(cacheDirectory);
    const runner = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory, workersMax: 1 });
    const top = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
    try {
      const trees = await writeTrees(top);
      const file = { name: "plan.json", root: "infra", bytes: Buffer.from(JSON.stringify(document())) };
      const seconds = async (planFiles: readonly PlanFile[]): Promise<number> => {
        const started = performance.now();
        await review(
          { ...asked, trees, planFiles },
          { runner, policySet, now: () => new Date(0), versions: {} },
        );
        return (performance.now() - started) / 1_000;
      };
      await seconds([file]);
      const without: number[] = [];
      for (let run = 0; run < runs; run += 1) without.push(await seconds([]));
      const samples: number[] = [];
      for (let run = 0; run < runs; run += 1) samples.push((await seconds([file])) - median(without));
      const what = `a plan of ${changes.toLocaleString("en")} resource changes`;
      return { kind: "measured", figures: [{ what, unit: "s", samples, budget: 1.5 }] };
    } finally {
      await runner.close();
      rmSync(top, { recursive: true, force: true });
    }
  },
};

const asked = {
  repositoryFile: null,
  organisationFile: null,
  targetBranch: null,
  author: null,
  locale: null,
  mode: null,
  ruleSelection: null,
  kubernetesVersion: null,
} as const;

async function writeTrees(top: string): Promise<EvaluationTrees> {
  const open = async (side: string, module: string) => {
    mkdirSync(join(top, side, "infra"), { recursive: true });
    writeFileSync(join(top, side, "infra", "main.tf"), source(module));
    return { ...(await directoryTree(join(top, side))), label: side };
  };
  return { base: await open("base", "v1"), head: await open("head", "v2"), tip: null };
}

function source(version: string): string {
  const groups = Array.from(
    { length: written },
    (_, index) => `resource "aws_security_group" "g${index}" {
  name   = "group-${index}"
  vpc_id = var.vpc
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = var.networks
  }
}
`,
  );
  const call = `module "estate" {\n  source = "git::https://git.example.com/estate.git?ref=${version}"\n}\n`;
  return `terraform {\n  backend "s3" {}\n}\nvariable "vpc" {}\nvariable "networks" {}\n${call}${groups.join("")}`;
}

function document(): JsonObject {
  return {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: { root_module: {} },
    resource_changes: Array.from({ length: changes }, (_, index) => change(index)),
  };
}

/** As in a real estate: of many kinds, of which rules look at some; a tag of each changes. */
const kinds: readonly (readonly [type: string, values: (index: number) => JsonObject])[] = [
  ["aws_security_group", group],
  [
    "aws_subnet",
    (index) => ({ vpc_id: "vpc-1", cidr_block: `10.0.${index % 250}.0/24`, map_public_ip_on_launch: false }),
  ],
  [
    "aws_iam_role",
    (index) => ({ name: `role-${index}`, path: "/", assume_role_policy: trust, max_session_duration: 3600 }),
  ],
  [
    "aws_iam_role_policy_attachment",
    (index) => ({ role: `role-${index}`, policy_arn: "arn:aws:iam::123456789012:policy/p" }),
  ],
  [
    "aws_s3_bucket",
    (index) => ({ bucket: `bucket-${index}`, force_destroy: false, object_lock_enabled: false }),
  ],
  [
    "aws_cloudwatch_log_group",
    (index) => ({ name: `/part/${index}`, retention_in_days: 30, skip_destroy: false }),
  ],
  [
    "aws_route53_record",
    (index) => ({ name: `p${index}.example.com`, type: "A", ttl: 60, records: ["10.0.0.1"] }),
  ],
  [
    "aws_db_instance",
    (index) => ({
      identifier: `db-${index}`,
      engine: "postgres",
      instance_class: "db.t4g.large",
      deletion_protection: true,
      storage_encrypted: true,
      password: `kT9vR2xQ7mZ4p${index}`,
    }),
  ],
];
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } },
  ],
});

function change(index: number): JsonObject {
  const isWritten = index < written;
  const [type, values] = kinds[isWritten ? 0 : index % kinds.length] ?? ["aws_security_group", group];
  const name = isWritten ? `g${index}` : "this";
  const module = `module.estate.module.part["p${index}"]`;
  const side = (owner: string): JsonObject => ({
    ...values(index),
    arn: `arn:aws:service:ap-northeast-1:123456789012:thing/part-${index}`,
    id: `id-0123456789abcdef${index}`,
    timeouts: null,
    tags: { team: "payments", part: String(index), owner },
    tags_all: { team: "payments", part: String(index), owner, repository: "acme/estate" },
  });
  const sensitive = { password: type === "aws_db_instance", tags: {}, tags_all: {} };
  return {
    address: isWritten ? `${type}.${name}` : `${module}.${type}.${name}`,
    ...(isWritten ? {} : { module_address: module }),
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["update"],
      before: side("orders"),
      after: side("receipts"),
      after_unknown: { tags: {}, tags_all: {} },
      before_sensitive: sensitive,
      after_sensitive: sensitive,
    },
  };
}

function group(index: number): JsonObject {
  const rule = (port: number, self: boolean) => ({
    from_port: port,
    to_port: port,
    protocol: "tcp",
    cidr_blocks: ["10.0.0.0/16"],
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [`sg-0123456789abcde${index}`],
    self,
    description: `what part ${index} listens on`,
  });
  return {
    name: `group-${index}`,
    name_prefix: "",
    description: "Managed by Terraform",
    owner_id: "123456789012",
    revoke_rules_on_delete: null,
    vpc_id: "vpc-0123456789abcdef0",
    ingress: [rule(443, false), rule(8443, true)],
    egress: [rule(0, false)],
  };
}
