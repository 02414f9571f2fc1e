import type { ModuleAdapter } from "../../model/configuration.ts";

/**
 * Modules of the public registry that most estates use. Their arguments have the names of the resource's, apart from
 * those listed; the defaults are those of their documentation, and only such as a rule asks for.
 */
export const wellKnownModules: readonly ModuleAdapter[] = [
  registry("rds", "aws_db_instance", {
    publicly_accessible: false,
    storage_encrypted: true,
    deletion_protection: false,
    skip_final_snapshot: false,
    multi_az: false,
  }),
  registry(
    "rds-aurora",
    "aws_rds_cluster",
    { storage_encrypted: true, skip_final_snapshot: false },
    { name: "cluster_identifier" },
  ),
  registry("s3-bucket", "aws_s3_bucket", { force_destroy: false }),
  registry("dynamodb-table", "aws_dynamodb_table", { deletion_protection_enabled: null }),
  registry("sqs", "aws_sqs_queue", { sqs_managed_sse_enabled: true }),
  registry("sns", "aws_sns_topic", {}),
  registry("kms", "aws_kms_key", { enable_key_rotation: true }),
  registry("efs", "aws_efs_file_system", { encrypted: true }),
  registry("elasticache", "aws_elasticache_replication_group", {
    at_rest_encryption_enabled: true,
    transit_encryption_enabled: true,
  }),
  registry("lambda", "aws_lambda_function", { memory_size: 128 }),
];

function registry(
  name: string,
  as: string,
  defaults: ModuleAdapter["defaults"],
  renamed: ModuleAdapter["arguments"] = {},
): ModuleAdapter {
  return { source: `terraform-aws-modules/${name}/aws`, as, arguments: renamed, defaults };
}
