import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { coded, declared, same } from "../registry.ts";
import { groupOfRules } from "./rule-list.ts";

/** Databases and caches. */
export const databaseModules: readonly ModuleReader[] = [
  declared({ name: "rds", versions: ">= 3.0, < 8.0", inputs: { create_db_instance: true } }, [
    {
      as: "aws_db_instance",
      others: true,
      when: { create_db_instance: true },
      defaults: {
        publicly_accessible: false,
        storage_encrypted: true,
        deletion_protection: false,
        skip_final_snapshot: false,
        multi_az: false,
      },
    },
  ]),
  coded({ name: "rds-aurora", versions: ">= 6.0, < 11.0", inputs: auroraInputs() }, aurora),
  declared(
    {
      name: "elasticache",
      versions: ">= 1.0, < 3.0",
      inputs: {
        create: true,
        create_replication_group: true,
        create_cluster: false,
        at_rest_encryption_enabled: true,
        transit_encryption_enabled: true,
        engine: "redis",
      },
    },
    [
      {
        as: "aws_elasticache_replication_group",
        when: { create: true, create_replication_group: true },
        arguments: same(
          ...cacheArguments(),
          "replication_group_id",
          "num_cache_clusters",
          "num_node_groups",
          "replicas_per_node_group",
          "automatic_failover_enabled",
          "multi_az_enabled",
          "at_rest_encryption_enabled",
          "auth_token",
          "kms_key_arn",
        ),
      },
      {
        as: "aws_elasticache_cluster",
        when: { create: true, create_cluster: true },
        arguments: same(...cacheArguments(), "cluster_id", "num_cache_nodes", "az_mode"),
      },
    ],
  ),
  declared(
    {
      name: "dynamodb-table",
      versions: ">= 1.0, < 6.0",
      inputs: {
        create_table: true,
        billing_mode: "PAY_PER_REQUEST",
        point_in_time_recovery_enabled: false,
        server_side_encryption_enabled: false,
      },
    },
    [
      {
        as: "aws_dynamodb_table",
        when: { create_table: true },
        arguments: {
          ...same("name", "hash_key", "range_key", "billing_mode", "read_capacity", "write_capacity"),
          ...same("deletion_protection_enabled", "table_class", "stream_enabled", "tags"),
          point_in_time_recovery_enabled: "point_in_time_recovery.0.enabled",
          server_side_encryption_enabled: "server_side_encryption.0.enabled",
          server_side_encryption_kms_key_arn: "server_side_encryption.0.kms_key_arn",
        },
      },
    ],
  ),
];

function cacheArguments(): readonly string[] {
  return [
    "engine",
    "engine_version",
    "node_type",
    "port",
    "transit_encryption_enabled",
    "snapshot_retention_limit",
    "apply_immediately",
    "tags",
  ];
}

function auroraInputs() {
  return {
    create: true,
    create_cluster: true,
    storage_encrypted: true,
    skip_final_snapshot: false,
    backup_retention_period: 7,
  };
}

const clusterArguments = [
  "engine",
  "engine_version",
  "engine_mode",
  "storage_encrypted",
  "kms_key_id",
  "deletion_protection",
  "skip_final_snapshot",
  "snapshot_identifier",
  "backup_retention_period",
  "iam_database_authentication_enabled",
  "allocated_storage",
  "storage_type",
  "iops",
  "db_cluster_instance_class",
  "master_username",
  "master_password",
  "replication_source_identifier",
  "port",
  "tags",
];

function aurora(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true) || !call.mayBe("create_cluster", true)) return [];
  const cluster = new Draft(call).copy(["name"], ["cluster_identifier"]);
  for (const name of clusterArguments) cluster.copy([name], [name]);
  cluster.copy(["serverlessv2_scaling_configuration"], ["serverlessv2_scaling_configuration", 0]);
  const rules = ["security_group_rules", "security_group_ingress_rules"].filter((name) => call.gives(name));
  return [
    cluster.finish("aws_rds_cluster"),
    ...call.elements("instances").map((element) => auroraInstance(call, element)),
    ...rules.map((name) => groupOfRules(call, [name], { port: auroraPort(call), protocol: "tcp" })),
  ];
}

/** An instance has what it says itself, and otherwise what the call says of all. */
function auroraInstance(call: ModuleCall, element: readonly (string | number)[]): Resource {
  const draft = new Draft(call);
  for (const name of [
    "instance_class",
    "publicly_accessible",
    "engine",
    "engine_version",
    "promotion_tier",
  ]) {
    const shared = [name, `cluster_${name}`].find((each) => call.gives(each)) ?? name;
    const own = [...element, name];
    draft.copy(call.argument(own).kind === "absent" ? [shared] : own, [name]);
  }
  return draft.finish("aws_rds_cluster_instance", { name: String(element.at(-1)), about: element });
}

/** The module's own: the port of the engine. */
function auroraPort(call: ModuleCall): number | null {
  const port = Number(call.value("port") ?? Number.NaN);
  if (Number.isInteger(port)) return port;
  if (call.isUnknown("port") || call.isUnknown("engine")) return null;
  return String(call.value("engine") ?? "").includes("postgres") ? 5432 : 3306;
}
