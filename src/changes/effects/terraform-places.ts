import type { ValueProperty } from "../../model/effect-property.ts";
import type { ObjectPath } from "../../model/json.ts";
import type { PropertyPlace } from "./properties.ts";

/** Properties that say what the thing is stand first, as `fact`; below them what else people have a word for. */
function places(
  facts: Readonly<Record<string, ValueProperty>>,
  others: Readonly<Record<string, ValueProperty>> = {},
): readonly PropertyPlace[] {
  return [
    ...Object.entries(facts).map(
      ([path, property]): PropertyPlace => ({ property, path: pathOf(path), fact: true }),
    ),
    ...Object.entries(others).map(([path, property]): PropertyPlace => ({ property, path: pathOf(path) })),
  ];
}

/** `scaling_config.0.min_size` */
function pathOf(text: string): ObjectPath {
  return text.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const database: readonly PropertyPlace[] = [
  ...places(
    {
      engine: "engine",
      engine_version: "engineVersion",
      instance_class: "instanceClass",
      allocated_storage: "storage",
      multi_az: "multiAz",
      publicly_accessible: "publicAccess",
    },
    {
      deletion_protection: "deletionProtection",
      skip_final_snapshot: "skipFinalSnapshot",
      final_snapshot_identifier: "finalSnapshot",
      snapshot_identifier: "snapshot",
      storage_encrypted: "storageEncrypted",
      backup_retention_period: "backupRetention",
      max_allocated_storage: "storageMax",
      storage_type: "storageType",
      iops: "iops",
      allow_major_version_upgrade: "majorUpgrade",
      parameter_group_name: "parameterFamily",
      rds_family: "parameterFamily",
    },
  ),
];

const redis = places(
  {
    engine: "engine",
    engine_version: "engineVersion",
    node_type: "instanceClass",
    num_cache_clusters: "nodes",
    number_cache_clusters: "nodes",
    num_cache_nodes: "nodes",
    num_node_groups: "shards",
    multi_az_enabled: "multiAz",
  },
  {
    at_rest_encryption_enabled: "storageEncrypted",
    transit_encryption_enabled: "transitEncryption",
    snapshot_retention_limit: "backupRetention",
    parameter_group_name: "parameterFamily",
  },
);

const bucket = places({ bucket: "dnsName" }, { force_destroy: "forceDestroy" });

const lambda = places(
  { runtime: "runtime", memory_size: "memory", timeout: "timeout" },
  { reserved_concurrent_executions: "concurrency", image_uri: "image", role: "role" },
);

const search = places(
  {
    engine_version: "engineVersion",
    "cluster_config.0.instance_type": "instanceClass",
    "cluster_config.0.instance_count": "nodes",
    "ebs_options.0.volume_size": "diskSize",
  },
  { "encrypt_at_rest.0.enabled": "storageEncrypted" },
);

const record = places(
  { name: "dnsName", type: "dnsType" },
  { ttl: "ttl", "alias.0.name": "target", set_identifier: "description" },
);

/** What people have a word for, by Terraform's types; in the order in which it is told. */
export const terraformPlaces: Readonly<Record<string, readonly PropertyPlace[]>> = {
  aws_db_instance: database,
  aws_rds_cluster: database,
  aws_rds_cluster_instance: database,
  aws_docdb_cluster: database,
  aws_neptune_cluster: database,
  aws_elasticache_replication_group: redis,
  aws_elasticache_cluster: redis,
  aws_s3_bucket: bucket,
  aws_s3_bucket_versioning: places({ "versioning_configuration.0.status": "versioning" }),
  aws_s3_bucket_public_access_block: places(
    {},
    {
      block_public_acls: "blockPublicAcls",
      block_public_policy: "blockPublicPolicy",
      ignore_public_acls: "ignorePublicAcls",
      restrict_public_buckets: "restrictPublicBuckets",
    },
  ),
  aws_eks_cluster: places(
    { version: "version" },
    {
      "vpc_config.0.endpoint_public_access": "endpointPublic",
      "vpc_config.0.endpoint_private_access": "endpointPrivate",
    },
  ),
  aws_eks_node_group: places(
    {
      "scaling_config.0.min_size": "nodesMin",
      "scaling_config.0.max_size": "nodesMax",
      "scaling_config.0.desired_size": "nodesDesired",
      capacity_type: "capacityType",
    },
    { version: "version", disk_size: "diskSize" },
  ),
  aws_autoscaling_group: places({
    min_size: "nodesMin",
    max_size: "nodesMax",
    desired_capacity: "nodesDesired",
  }),
  aws_instance: places({ instance_type: "instanceClass", ami: "image" }),
  aws_lambda_function: lambda,
  aws_ecs_service: places({ desired_count: "desiredCount" }, { task_definition: "revision" }),
  aws_ecs_task_definition: places({ cpu: "cpu", memory: "memory" }, { task_role_arn: "role" }),
  aws_dynamodb_table: places(
    { billing_mode: "billingMode" },
    {
      read_capacity: "readCapacity",
      write_capacity: "writeCapacity",
      deletion_protection_enabled: "deletionProtection",
    },
  ),
  aws_sqs_queue: places(
    {},
    { message_retention_seconds: "messageRetention", visibility_timeout_seconds: "visibilityTimeout" },
  ),
  aws_ecr_repository: places(
    {},
    {
      image_tag_mutability: "tagMutability",
      force_delete: "forceDestroy",
      deletion_protection: "deletionProtection",
    },
  ),
  aws_kms_key: places({}, { enable_key_rotation: "keyRotation" }),
  aws_cloudwatch_log_group: places({ retention_in_days: "logRetention" }),
  aws_opensearch_domain: search,
  aws_elasticsearch_domain: search,
  aws_route53_record: record,
  aws_route53_zone: places({ name: "dnsName" }),
  aws_lb: places({}, { enable_deletion_protection: "deletionProtection" }),
  helm_release: places({ chart: "chart", version: "chartVersion" }, { repository: "moduleSource" }),
  pingdom_check: places({ host: "target" }),
  aws_efs_file_system: places({}, { encrypted: "storageEncrypted" }),
};
