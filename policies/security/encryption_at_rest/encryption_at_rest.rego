# METADATA
# title: Data encrypted at rest
# description: Databases, caches, volumes, file systems, queues and search domains are encrypted where AWS leaves that to the setting.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# scope: package
# custom:
#   id: SEC-039
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds:
#     - aws_db_instance
#     - aws_rds_cluster
#     - aws_rds_global_cluster
#     - aws_docdb_cluster
#     - aws_neptune_cluster
#     - aws_redshift_cluster
#     - aws_dax_cluster
#     - aws_elasticache_replication_group
#     - aws_efs_file_system
#     - aws_opensearch_domain
#     - aws_elasticsearch_domain
#     - aws_sqs_queue
#     - aws_ebs_volume
#     - aws_ebs_encryption_by_default
#     - aws_instance
#     - aws_launch_template
#     - aws_launch_configuration
#     - eksctl.io/ClusterConfig
#     - storage.k8s.io/StorageClass
#   reads:
#     - "aws_db_instance:/storage_encrypted"
#     - "aws_elasticache_replication_group:/at_rest_encryption_enabled"
#     - "aws_sqs_queue:/sqs_managed_sse_enabled"
#     - "aws_ebs_volume:/encrypted"
#     - "aws_launch_template:/block_device_mappings/*/ebs/*/encrypted"
#   needs: [file]
#   parameters:
#     ebsEncryptedByDefault: {type: boolean, default: false, description: "Whether every account encrypts new EBS volumes by itself; then nothing is said about volumes."}
#   supersedes: []
#   peers: [CKV_AWS_16, CKV_AWS_3, CKV_AWS_29, CKV_AWS_27, CKV_AWS_8, CKV_AWS_96, CKV_AWS_5]
#   tags: []
package security.encryption_at_rest

import data.lib.open
import data.lib.parameter
import data.lib.place
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some found in _settings
	some path in place.at(found.resource, found.pattern)
	_plain(found, path)
	finding := object.union(_finding("plain", found, path), _fix(found.resource, path))
}

findings contains finding if {
	some found in _settings
	some path in open.paths(found.resource, found.pattern)
	not _keyed(found.resource)
	finding := object.union(_finding("unknown", found, path), {"kind": "open"})
}

_finding(message, found, path) := {
	"messageId": message,
	"subject": found.resource.id,
	"path": path,
	"arguments": {"store": _name(found.resource), "setting": place.dotted(found.pattern)},
}

_name(resource) := workload.name(resource) if contains(resource.type, "/")

_name(resource) := resource.address if not contains(resource.type, "/")

_settings := [{"resource": resource, "pattern": said.pattern, "default": said.default} |
	some resource in input.resources
	some said in _table[resource.type]
	not _settled(resource)
]

# `default` says what AWS does where nothing is written.
_off(pattern) := {"pattern": pattern, "default": "plain"}

_on(pattern) := {"pattern": pattern, "default": "encrypted"}

_table := {
	"aws_db_instance": [_off(["storage_encrypted"])],
	"aws_rds_cluster": [_off(["storage_encrypted"])],
	"aws_rds_global_cluster": [_off(["storage_encrypted"])],
	"aws_docdb_cluster": [_off(["storage_encrypted"])],
	"aws_neptune_cluster": [_off(["storage_encrypted"])],
	"aws_redshift_cluster": [_on(["encrypted"])],
	"aws_dax_cluster": [_off(["server_side_encryption", 0, "enabled"])],
	"aws_elasticache_replication_group": [_off(["at_rest_encryption_enabled"])],
	"aws_efs_file_system": [_off(["encrypted"])],
	"aws_opensearch_domain": [_off(["encrypt_at_rest", 0, "enabled"])],
	"aws_elasticsearch_domain": [_off(["encrypt_at_rest", 0, "enabled"])],
	"aws_sqs_queue": [_on(["sqs_managed_sse_enabled"])],
	"aws_ebs_volume": [_off(["encrypted"])],
	"aws_ebs_encryption_by_default": [_on(["enabled"])],
	"aws_instance": [_off(["root_block_device", "#", "encrypted"]), _off(["ebs_block_device", "#", "encrypted"])],
	"aws_launch_configuration": [_off(["root_block_device", "#", "encrypted"]), _off(["ebs_block_device", "#", "encrypted"])],
	"aws_launch_template": [_off(["block_device_mappings", "#", "ebs", 0, "encrypted"])],
	"eksctl.io/ClusterConfig": [_on(["managedNodeGroups", "#", "volumeEncrypted"]), _on(["nodeGroups", "#", "volumeEncrypted"])],
	"storage.k8s.io/StorageClass": [_off(["parameters", "encrypted"])],
}

_volumes := [
	"aws_ebs_volume", "aws_instance", "aws_launch_configuration", "aws_launch_template",
	"eksctl.io/ClusterConfig", "storage.k8s.io/StorageClass",
]

_settled(resource) if {
	resource.type in _volumes
	parameter.value("SEC-039", "ebsEncryptedByDefault") == true
}

_settled(resource) if {
	resource.type == "storage.k8s.io/StorageClass"
	not _of_ebs(resource)
}

_of_ebs(class) if value.get(class, ["provisioner"]) in ["ebs.csi.aws.com", "kubernetes.io/aws-ebs"]

_plain(found, path) if {
	setting.off(value.get(found.resource, path))
	not _keyed(found.resource)
}

_plain(found, path) if {
	found.default == "plain"
	value.absent(found.resource, path)
	not _follows(found.resource)
	not _follows_snapshot(found.resource, path)
}

# A queue has one of two kinds of encryption; a key switches the other one off.
_keyed(resource) if {
	resource.type == "aws_sqs_queue"
	_given(resource, "kms_master_key_id")
}

# What is only known later is something.
_given(resource, argument) if value.unknown(resource, [argument])

_given(resource, argument) if {
	found := value.get(resource, [argument])
	not found in ["", []]
}

# What is made from something else is encrypted as that is.
_sources := {
	"aws_db_instance": ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time"],
	"aws_rds_cluster": ["replication_source_identifier", "global_cluster_identifier", "snapshot_identifier", "restore_to_point_in_time"],
	"aws_rds_global_cluster": ["source_db_cluster_identifier"],
	"aws_docdb_cluster": ["global_cluster_identifier", "snapshot_identifier"],
	"aws_neptune_cluster": ["global_cluster_identifier", "replication_source_identifier", "snapshot_identifier"],
	"aws_elasticache_replication_group": ["global_replication_group_id"],
	"aws_ebs_volume": ["snapshot_id"],
}

_follows(resource) if {
	some argument in _sources[resource.type]
	_given(resource, argument)
}

_follows(resource) if {
	resource.type == "aws_rds_cluster"
	value.get(resource, ["engine_mode"]) == "serverless"
}

_follows(resource) if {
	resource.type == "aws_elasticache_replication_group"
	value.get(resource, ["engine"]) == "valkey"
}

# A volume of a template exists where its block does, and is as its snapshot is.
_follows_snapshot(resource, path) if {
	resource.type in ["aws_launch_template", "aws_instance", "aws_launch_configuration"]
	block := array.slice(path, 0, count(path) - 1)
	not value.known(resource, block)
}

_follows_snapshot(resource, path) if {
	resource.type in ["aws_launch_template", "aws_instance", "aws_launch_configuration"]
	block := array.slice(path, 0, count(path) - 1)
	not value.absent(resource, array.concat(block, ["snapshot_id"]))
}

# Only what AWS changes in place has a fix: the other settings mean a new, empty store.
_fix(resource, path) := {"fix": {"op": "replace", "path": path, "value": true}} if {
	resource.type in ["aws_sqs_queue", "aws_redshift_cluster", "aws_ebs_encryption_by_default"]
} else := {}
