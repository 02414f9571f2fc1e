import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../../../engines/engine-loader.ts";
import { createEngine } from "../../../engines/instance.ts";
import type { Resource } from "../../../model/resource.ts";
import { readTerraform } from "../index.ts";

const distDir = resolve(import.meta.dirname, "../../../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

/** What a call of a module reads as, without the call. */
function madeBy(source: string, body: string, version = ""): readonly Resource[] {
  const called = version === "" ? "" : `  version = "${version}"\n`;
  const text = `data "a_b" "d" {}\nmodule "m" {\n  source = "terraform-aws-modules/${source}"\n${called}${body}\n}\n`;
  const { resources, diagnostics } = readTerraform(engine, {
    root: { key: "terraform:a", kind: "terraform", path: "a", variant: null, files: ["a/main.tf"] },
    files: new Map([["a/main.tf", Buffer.from(text)]]),
    settings: { roots: [], assumeKnown: {}, modules: [] },
  });
  expect(diagnostics).toEqual([]);
  return resources.filter(({ type }) => type !== "module" && !type.startsWith("data."));
}

function only(made: readonly Resource[], address: string): Resource {
  const found = made.find((resource) => resource.address === `module.m:${address}`);
  if (found === undefined) throw new Error(`${address} is not among ${made.map((each) => each.address)}`);
  return found;
}

describe("what well-known modules make", () => {
  it.each([
    ["rds/aws", 'engine = "postgres"', ["aws_db_instance"]],
    ["rds/aws", "create_db_instance = false", []],
    ["rds/aws", "create_db_instance = data.a_b.d.x", ["aws_db_instance"]],
    [
      "rds-aurora/aws",
      'engine = "aurora-postgresql"\n instances = { one = {}, two = { publicly_accessible = true } }',
      ["aws_rds_cluster", "one:aws_rds_cluster_instance", "two:aws_rds_cluster_instance"],
    ],
    ["s3-bucket/aws", 'bucket = "b"', ["aws_s3_bucket", "aws_s3_bucket_public_access_block"]],
    [
      "s3-bucket/aws",
      'acl = "private"\n versioning = { enabled = true }\n attach_policy = true\n policy = "{}"\n attach_public_policy = false',
      ["aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_bucket_policy", "aws_s3_bucket_versioning"],
    ],
    ["sqs/aws", "create_dlq = true", ["aws_sqs_queue", "dlq:aws_sqs_queue"]],
    ["sqs/aws", "queue_policy_statements = { a = {} }", ["aws_sqs_queue", "aws_sqs_queue_policy"]],
    ["elasticache/aws", 'node_type = "x"', ["aws_elasticache_replication_group"]],
    [
      "elasticache/aws",
      "create_cluster = true\n create_replication_group = false",
      ["aws_elasticache_cluster"],
    ],
    ["kms/aws", "", ["aws_kms_key"]],
    ["vpc/aws", 'cidr = "10.0.0.0/16"\n enable_flow_log = true', ["aws_flow_log", "aws_vpc"]],
    ["autoscaling/aws", "max_size = 5", ["aws_autoscaling_group", "aws_launch_template"]],
    ["lambda/aws", "", ["aws_lambda_function"]],
    ["iam/aws//modules/iam-policy", 'policy = "{}"', ["aws_iam_policy"]],
    ["iam/aws//modules/iam-assumable-role", "", []],
    ["iam/aws//modules/iam-assumable-role", "create_role = true", ["aws_iam_role"]],
    ["iam/aws//modules/iam-role", "", ["aws_iam_role"]],
    [
      "iam/aws//modules/iam-user",
      'name = "x"\n policy_arns = ["a"]\n create_iam_user_login_profile = false',
      ["0:aws_iam_user_policy_attachment", "aws_iam_access_key", "aws_iam_user"],
    ],
    ["route53/aws//modules/zones", 'zones = { "a.b" = {} }', ["a.b:aws_route53_zone"]],
    ["route53/aws//modules/zones", "zones = data.a_b.d.zones", ["*:aws_route53_zone"]],
    [
      "route53/aws//modules/records",
      'zone_id = "Z"\n records = [{ name = "www", type = "A", alias = { name = "x" } }]',
      ["www A:aws_route53_record"],
    ],
    [
      "eks/aws",
      'name = "c"\n eks_managed_node_groups = { one = {} }\n self_managed_node_groups = { two = { metadata_options = { http_tokens = "optional" } } }\n access_entries = { a = { principal_arn = "p", policy_associations = { b = { policy_arn = "q" } } } }',
      [
        "a.b:aws_eks_access_policy_association",
        "a:aws_eks_access_entry",
        "aws_eks_cluster",
        "one:aws_eks_node_group",
        "two:aws_autoscaling_group",
        "two:aws_launch_template",
      ],
    ],
    [
      "alb/aws",
      'listeners = { web = { port = 80, protocol = "HTTP", weighted_forward = { target_groups = [{ weight = 10 }] } } }\n target_groups = { a = {} }',
      ["a:aws_lb_target_group", "aws_lb", "web:aws_lb_listener"],
    ],
  ])("%s { %s }", (source, body, expected) => {
    const addresses = madeBy(source, body).map(({ address }) => address.replace("module.m:", ""));
    expect(addresses.toSorted()).toEqual(expected);
  });

  it("reads a module from where it is kept, in the version of its tag", () => {
    const source = "terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v3.0.0";
    const text = `module "m" {\n  source = "git::https://github.com/${source}"\n}\n`;
    const { resources, notEvaluated } = readTerraform(engine, {
      root: { key: "terraform:a", kind: "terraform", path: "a", variant: null, files: ["a/main.tf"] },
      files: new Map([["a/main.tf", Buffer.from(text)]]),
      settings: { roots: [], assumeKnown: {}, modules: [] },
    });
    expect(only(resources, "aws_s3_bucket_public_access_block").object["block_public_acls"]).toBe(false);
    expect(notEvaluated).toEqual([]);
  });
});

describe("defaults", () => {
  it.each([
    ["s3-bucket/aws", "4.1.0", "aws_s3_bucket_public_access_block", ["block_public_acls"], true],
    ["s3-bucket/aws", "~> 3.0", "aws_s3_bucket_public_access_block", ["block_public_acls"], false],
    ["s3-bucket/aws", "", "aws_s3_bucket_public_access_block", ["block_public_acls"], true],
    ["rds/aws", "6.1.0", "aws_db_instance", ["storage_encrypted"], true],
    ["alb/aws", "~> 9.0", "aws_lb", ["enable_deletion_protection"], true],
    ["alb/aws", "8.7.0", "aws_lb", ["enable_deletion_protection"], false],
    ["eks/aws", "~> 20.0", "aws_eks_cluster", ["vpc_config", 0, "endpoint_public_access"], false],
    ["eks/aws", "18.31.0", "aws_eks_cluster", ["vpc_config", 0, "endpoint_public_access"], true],
    ["lambda/aws", "", "aws_lambda_function", ["memory_size"], 128],
  ] as const)("%s %s: %s %j is %s", (source, version, address, path, expected) => {
    let value: unknown = only(madeBy(source, "", version), address).object;
    for (const step of path) value = (value as Record<string | number, unknown>)[step];
    expect(value).toBe(expected);
  });

  it.each([
    ["9.0.0", 'listeners = { a = { protocol = "HTTPS" } }', "a", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"],
    ["8.7.0", "https_listeners = [{ port = 443 }]", "https_listeners.0", "ELBSecurityPolicy-2016-08"],
  ])("of listeners in alb %s have a TLS policy", (version, body, name, policy) => {
    const made = only(madeBy("alb/aws", body, version), `${name}:aws_lb_listener`);
    expect(made.object).toMatchObject({ protocol: "HTTPS", ssl_policy: policy });
  });

  it("of volumes are those of one object", () => {
    const body = 'block_device_mappings = [{ device_name = "/dev/xvda", ebs = { encrypted = true } }]';
    const made = only(madeBy("autoscaling/aws", body), "aws_launch_template");
    expect(made.object["block_device_mappings"]).toEqual([
      { device_name: "/dev/xvda", ebs: [{ encrypted: true }] },
    ]);
  });

  it("gives way to what the call says, known or not", () => {
    const made = only(
      madeBy("rds/aws", "storage_encrypted = data.a_b.d.x\n multi_az = true"),
      "aws_db_instance",
    );
    expect(made.object).toMatchObject({ multi_az: true });
    expect(made.object).not.toHaveProperty("storage_encrypted");
    expect([...made.unknown.keys()]).toEqual(["/storage_encrypted"]);
  });

  it("of one instance are those of all", () => {
    const made = madeBy(
      "rds-aurora/aws",
      'instance_class = "db.r6g.large"\n instances = { one = {}, two = { instance_class = "db.t4g.medium" } }',
    );
    expect(only(made, "one:aws_rds_cluster_instance").object["instance_class"]).toBe("db.r6g.large");
    expect(only(made, "two:aws_rds_cluster_instance").object["instance_class"]).toBe("db.t4g.medium");
    expect(only(made, "one:aws_rds_cluster_instance").locate(["instance_class"]).startLine).toBe(4);
  });
});

describe("security groups", () => {
  it("know rules by name, with the addresses of the call", () => {
    const made = only(
      madeBy(
        "security-group/aws",
        'ingress_cidr_blocks = ["0.0.0.0/0"]\n ingress_rules = ["ssh-tcp", "https-443-tcp"]',
      ),
      "aws_security_group",
    );
    expect(made.object["ingress"]).toEqual([
      { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] },
      { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] },
    ]);
    expect(made.locate(["ingress", 0, "from_port"])).toMatchObject({ startLine: 5 });
    expect(made.locate(["ingress", 0, "cidr_blocks", 0])).toMatchObject({ startLine: 4 });
  });

  it.each([
    [
      'rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8, 0.0.0.0/0"',
      { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] },
    ],
    [
      'from_port = 5432, to_port = 5432, protocol = "tcp"',
      { from_port: 5432, to_port: 5432, protocol: "tcp", cidr_blocks: ["10.1.0.0/16"] },
    ],
    [
      'rule = "all-all", cidr_blocks = "0.0.0.0/0"',
      { from_port: -1, to_port: -1, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] },
    ],
  ])("read { %s }", (entry, expected) => {
    const body = `ingress_cidr_blocks = ["10.1.0.0/16"]\n computed_ingress_with_cidr_blocks = [{ ${entry} }]`;
    expect(only(madeBy("security-group/aws", body), "aws_security_group").object["ingress"]).toEqual([
      expected,
    ]);
  });

  it("say what they cannot tell", () => {
    const unknown = (body: string) => [
      ...only(madeBy("security-group/aws", body), "aws_security_group").unknown.keys(),
    ];
    expect(unknown("ingress_rules = data.a_b.d.x")).toEqual(["/ingress/0"]);
    expect(unknown('ingress_rules = ["no-such-rule"]')).toEqual([
      "/ingress/0/from_port",
      "/ingress/0/to_port",
      "/ingress/0/protocol",
    ]);
    expect(unknown('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = data.a_b.d.x }]')).toEqual([
      "/ingress/0/cidr_blocks",
    ]);
  });

  it("of a folder open its own rules", () => {
    const [made] = madeBy("security-group/aws//modules/https-443", 'ingress_cidr_blocks = ["0.0.0.0/0"]');
    expect(made?.object["ingress"]).toEqual([
      { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] },
    ]);
  });
});

describe("policies", () => {
  it("of statements keep what is known, and the line of each", () => {
    const made = only(
      madeBy(
        "sqs/aws",
        'queue_policy_statements = {\n a = {\n actions = ["sqs:*"]\n resources = [data.a_b.d.arn]\n principals = [{ type = "AWS", identifiers = ["*"] }]\n condition = [{ test = "Bool", variable = "aws:SecureTransport", values = ["true"] }]\n }\n }',
      ),
      "aws_sqs_queue_policy",
    );
    expect(made.object["policy"]).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["sqs:*"],
          Resource: [null],
          Principal: { AWS: ["*"] },
          Condition: { Bool: { "aws:SecureTransport": ["true"] } },
        },
      ],
    });
    expect([...made.unknown.keys()]).toEqual(["/policy/Statement/0/Resource/0"]);
    expect(made.locate(["policy", "Statement", 0, "Action"])).toMatchObject({ startLine: 6 });
  });

  it("of trust name who may become the role", () => {
    const role = only(
      madeBy(
        "iam/aws//modules/iam-assumable-role",
        'create_role = true\n trusted_role_arns = ["*"]\n role_requires_mfa = false\n attach_admin_policy = true',
        "5.30.0",
      ),
      "aws_iam_role",
    );
    expect(role.object).toMatchObject({
      assume_role_policy: {
        Statement: [
          { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Principal: { AWS: ["*"] } },
        ],
      },
      managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    expect(JSON.stringify(role.object)).not.toContain("Condition");
  });

  it("of GitHub name the subjects as they will be", () => {
    const role = only(
      madeBy(
        "iam/aws//modules/iam-github-oidc-role",
        'subjects = ["acme/x:*", "repo:acme/y:ref:refs/heads/main"]',
        "5.30.0",
      ),
      "aws_iam_role",
    );
    expect(JSON.stringify(role.object["assume_role_policy"])).toContain(
      '"StringLike":{"token.actions.githubusercontent.com:sub":["repo:acme/x:*","repo:acme/y:ref:refs/heads/main"]}',
    );
  });

  it("of service accounts are for service accounts, whichever cluster's", () => {
    const role = only(
      madeBy("iam/aws//modules/iam-role-for-service-accounts-eks", "oidc_providers = data.a_b.d.x", "5.30.0"),
      "aws_iam_role",
    );
    expect(role.object["assume_role_policy"]).toMatchObject({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" }],
    });
    expect([...role.unknown.keys()]).toEqual([
      "/assume_role_policy/Statement/0/Principal",
      "/assume_role_policy/Statement/0/Condition",
    ]);
  });

  it("of documents hold their statements", () => {
    const document = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })';
    const policy = only(
      madeBy("lambda/aws", `attach_policy_json = true\n policy_json = ${document}`),
      "policy_json:aws_iam_role_policy",
    );
    expect(policy.object["policy"]).toMatchObject({
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
  });
});
