import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { PolicyDraft } from "../policy-draft.ts";
import { coded, declared, same } from "../registry.ts";

const accessBlocks = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

/** Buckets, queues, topics, keys and file systems. */
export const storageModules: readonly ModuleReader[] = [
  bucket(">= 4.0, < 7.0", true),
  bucket(">= 2.0, < 4.0", false),
  coded({ name: "sqs", versions: ">= 4.0, < 6.0", inputs: queueInputs() }, queue),
  declared({ name: "sqs", versions: ">= 2.0, < 4.0", inputs: { create: true } }, [
    {
      as: "aws_sqs_queue",
      when: { create: true },
      arguments: same(...queueArguments(), "policy", "redrive_policy"),
    },
  ]),
  coded(
    { name: "sns", versions: ">= 4.0, < 8.0", inputs: { create: true, create_topic_policy: true } },
    topic,
  ),
  coded({ name: "kms", versions: ">= 1.0, < 5.0", inputs: keyInputs() }, key),
  declared({ name: "efs", versions: ">= 1.0, < 3.0", inputs: { create: true, encrypted: true } }, [
    {
      as: "aws_efs_file_system",
      when: { create: true },
      arguments: {
        ...same("name", "encrypted", "kms_key_arn", "performance_mode", "throughput_mode", "tags"),
        kms_key_arn: "kms_key_id",
        lifecycle_policy: "lifecycle_policy.0",
      },
    },
  ]),
];

/** Since its fourth version the module blocks public access by itself. */
function bucket(versions: string, blocked: boolean): ModuleReader {
  const blocks = Object.fromEntries(accessBlocks.map((name) => [name, blocked]));
  const inputs = {
    create_bucket: true,
    force_destroy: false,
    attach_policy: false,
    attach_public_policy: true,
    object_lock_enabled: false,
    ...blocks,
  };
  return coded({ name: "s3-bucket", versions, inputs }, bucketAndParts);
}

function bucketAndParts(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create_bucket", true)) return [];
  const made = new Draft(call);
  for (const name of ["bucket", "bucket_prefix", "force_destroy", "object_lock_enabled", "tags"])
    made.copy([name], [name]);
  const parts = [
    call.gives("acl") || call.gives("grant") ? part(call, "aws_s3_bucket_acl", bucketAcl) : [],
    call.mayBe("attach_policy", true) && call.gives("policy")
      ? part(call, "aws_s3_bucket_policy", bucketPolicy)
      : [],
    call.mayBe("attach_public_policy", true)
      ? part(call, "aws_s3_bucket_public_access_block", accessBlock)
      : [],
    call.gives("versioning") ? part(call, "aws_s3_bucket_versioning", versioning) : [],
    call.gives("server_side_encryption_configuration")
      ? part(call, "aws_s3_bucket_server_side_encryption_configuration", encryption)
      : [],
    call.gives("logging") ? part(call, "aws_s3_bucket_logging", logging) : [],
  ];
  return [made.finish("aws_s3_bucket"), ...parts.flat()];
}

function part(call: ModuleCall, type: string, fill: (call: ModuleCall, draft: Draft) => void): Resource {
  const draft = new Draft(call).copy(["bucket"], ["bucket"]);
  fill(call, draft);
  return draft.finish(type);
}

function bucketAcl(call: ModuleCall, draft: Draft): void {
  if (call.gives("acl")) draft.copy(["acl"], ["acl"]);
  for (const [index, grant] of call.elements("grant").entries()) {
    const to = ["access_control_policy", 0, "grant", index];
    draft.copy([...grant, "permission"], [...to, "permission"]);
    for (const name of ["uri", "id", "type"]) draft.copy([...grant, name], [...to, "grantee", 0, name]);
  }
}

function bucketPolicy(_call: ModuleCall, draft: Draft): void {
  draft.copy(["policy"], ["policy"]);
}

function accessBlock(_call: ModuleCall, draft: Draft): void {
  for (const name of accessBlocks) draft.copy([name], [name]);
}

/** `{ enabled = true }`, `{ status = "Enabled" }` or `{ status = true }`. */
function versioning(call: ModuleCall, draft: Draft): void {
  const to = ["versioning_configuration", 0, "status"];
  const name = call.argument(["versioning", "enabled"]).kind === "absent" ? "status" : "enabled";
  const value = call.value("versioning", name);
  if (call.isUnknown("versioning", name)) draft.hide(to, ["versioning", name]);
  else if (typeof value === "string" && !/^(?:true|false)$/.test(value)) draft.copy(["versioning", name], to);
  else draft.put(to, String(value ?? false) === "true" ? "Enabled" : "Suspended", ["versioning", name]);
  draft.copy(["versioning", "mfa_delete"], ["versioning_configuration", 0, "mfa_delete"]);
}

function encryption(call: ModuleCall, draft: Draft): void {
  const top = "server_side_encryption_configuration";
  const rule = call.elements(top, "rule").find((path) => path.at(-1) === 0) ?? [top, "rule"];
  const to = ["rule", 0, "apply_server_side_encryption_by_default", 0];
  for (const name of ["sse_algorithm", "kms_master_key_id"])
    draft.copy([...rule, "apply_server_side_encryption_by_default", name], [...to, name]);
}

function logging(_call: ModuleCall, draft: Draft): void {
  for (const name of ["target_bucket", "target_prefix"]) draft.copy(["logging", name], [name]);
}

function queueInputs() {
  return {
    create: true,
    create_dlq: false,
    sqs_managed_sse_enabled: true,
    dlq_sqs_managed_sse_enabled: true,
  };
}

function queueArguments(): readonly string[] {
  return [
    "name",
    "name_prefix",
    "fifo_queue",
    "kms_master_key_id",
    "message_retention_seconds",
    "visibility_timeout_seconds",
    "tags",
  ];
}

function queue(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  return [
    oneQueue(call, ""),
    ...queuePolicy(call, ""),
    ...(call.mayBe("create_dlq", true) ? [oneQueue(call, "dlq_"), ...queuePolicy(call, "dlq_")] : []),
  ];
}

function oneQueue(call: ModuleCall, prefix: "" | "dlq_"): Resource {
  const draft = new Draft(call);
  for (const name of [...queueArguments(), "redrive_policy"]) draft.copy([`${prefix}${name}`], [name]);
  // Keys and the queue's own encryption exclude each other.
  if (!call.gives(`${prefix}kms_master_key_id`))
    draft.copy([`${prefix}sqs_managed_sse_enabled`], ["sqs_managed_sse_enabled"]);
  return draft.finish("aws_sqs_queue", { name: prefix === "" ? null : "dlq", about: [] });
}

function queuePolicy(call: ModuleCall, prefix: "" | "dlq_"): readonly Resource[] {
  const subject = prefix === "" ? "queue" : "dlq_queue";
  const statements = `${prefix === "" ? "queue" : "dlq_queue"}_policy_statements`;
  const documents = `source_${subject}_policy_documents`;
  if (!call.gives(statements) && !call.gives(documents)) return [];
  const draft = new Draft(call);
  new PolicyDraft(call, draft, ["policy"]).documents(documents).statements(statements);
  return [draft.finish("aws_sqs_queue_policy", { name: prefix === "" ? null : "dlq", about: [] })];
}

function topic(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const draft = new Draft(call);
  for (const name of ["name", "kms_master_key_id", "fifo_topic", "display_name", "tags"])
    draft.copy([name], [name]);
  const policy = new Draft(call);
  const written = ["topic_policy", "topic_policy_statements", "source_topic_policy_documents"];
  const hasPolicy = call.mayBe("create_topic_policy", true) && written.some((name) => call.gives(name));
  if (call.gives("topic_policy")) policy.copy(["topic_policy"], ["policy"]);
  else if (hasPolicy)
    new PolicyDraft(call, policy, ["policy"])
      .documents("source_topic_policy_documents")
      .statements("topic_policy_statements");
  return [draft.finish("aws_sns_topic"), ...(hasPolicy ? [policy.finish("aws_sns_topic_policy")] : [])];
}

function keyInputs() {
  return { create: true, create_external: false, enable_key_rotation: true, multi_region: false };
}

function key(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const draft = new Draft(call);
  for (const name of [
    "description",
    "enable_key_rotation",
    "deletion_window_in_days",
    "key_usage",
    "multi_region",
  ])
    draft.copy([name], [name]);
  for (const name of ["customer_master_key_spec", "bypass_policy_lockout_safety_check", "tags"])
    draft.copy([name], [name]);
  if (call.gives("policy")) draft.copy(["policy"], ["policy"]);
  else if (["key_statements", "source_policy_documents"].some((name) => call.gives(name)))
    new PolicyDraft(call, draft, ["policy"])
      .documents("source_policy_documents")
      .statements("key_statements");
  const external = call.value("create_external") === true;
  return [draft.finish(external ? "aws_kms_external_key" : "aws_kms_key")];
}
