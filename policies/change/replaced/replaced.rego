# METADATA
# title: Nothing that holds data is replaced
# description: A change that makes Terraform destroy a thing and create it again is looked at first where data or a service depends on it.
# scope: package
# custom:
#   id: CHG-002
#   severity: critical
#   enforcement: {production: review, elsewhere: confirm}
#   messageEnforcement:
#     serving: {production: advise, elsewhere: "off"}
#     serving_told: {production: advise, elsewhere: "off"}
#   scope: change
#   kinds:
#     - aws_alb
#     - aws_backup_vault
#     - aws_cognito_identity_pool
#     - aws_cognito_user_pool
#     - aws_dax_cluster
#     - aws_db_cluster_snapshot
#     - aws_db_instance
#     - aws_db_snapshot
#     - aws_docdb_cluster
#     - aws_dynamodb_global_table
#     - aws_dynamodb_table
#     - aws_ebs_snapshot
#     - aws_ebs_volume
#     - aws_ecr_repository
#     - aws_ecrpublic_repository
#     - aws_efs_file_system
#     - aws_eks_cluster
#     - aws_eks_node_group
#     - aws_elasticache_cluster
#     - aws_elasticache_global_replication_group
#     - aws_elasticache_replication_group
#     - aws_elasticache_serverless_cache
#     - aws_elasticsearch_domain
#     - aws_fsx_lustre_file_system
#     - aws_fsx_ontap_file_system
#     - aws_fsx_openzfs_file_system
#     - aws_fsx_windows_file_system
#     - aws_glacier_vault
#     - aws_iam_role
#     - aws_keyspaces_table
#     - aws_kinesis_stream
#     - aws_kms_external_key
#     - aws_kms_key
#     - aws_kms_replica_key
#     - aws_lb
#     - aws_lb_target_group
#     - aws_memorydb_cluster
#     - aws_mq_broker
#     - aws_msk_cluster
#     - aws_msk_serverless_cluster
#     - aws_neptune_cluster
#     - aws_opensearch_domain
#     - aws_opensearchserverless_collection
#     - aws_rds_cluster
#     - aws_rds_global_cluster
#     - aws_redshift_cluster
#     - aws_redshiftserverless_namespace
#     - aws_route53_zone
#     - aws_s3_bucket
#     - aws_s3_directory_bucket
#     - aws_security_group
#     - aws_sqs_queue
#     - aws_timestreamwrite_database
#     - aws_timestreamwrite_table
#   reads:
#     - "aws_db_instance:/engine"
#     - "aws_db_instance:/storage_encrypted"
#     - "aws_dynamodb_table:/hash_key"
#     - "aws_s3_bucket:/bucket"
#   needs: [file, plan]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.replaced

import data.lib.change
import data.lib.stateful
import data.lib.value

# What the source tells: an argument that no provider can change in place.
findings contains finding if {
	some item in _replaceable
	not _told(item)
	attributes := _attributes(item)
	count(attributes) > 0
	finding := {
		"messageId": _message(item, "replaced", "serving"),
		"subject": item.id,
		"path": [],
		"evidence": [attribute.path | some attribute in attributes],
		"arguments": {"address": item.address, "type": item.type, "attributes": [_dotted(attribute.path) | some attribute in attributes]},
	}
}

# What a plan tells, with the arguments that Terraform names.
findings contains finding if {
	some item in _replaceable
	_told(item)
	count(item.replacePaths) > 0
	finding := {
		"messageId": _message(item, "replaced", "serving"),
		"subject": item.id,
		"path": [],
		"evidence": item.replacePaths,
		"arguments": {"address": item.address, "type": item.type, "attributes": sort({_dotted(path) | some path in item.replacePaths})},
	}
}

# What a plan tells without a reason: something is tainted, somebody asked for it, or nobody knows the actions.
findings contains finding if {
	some item in _replaceable
	_told(item)
	count(item.replacePaths) == 0
	finding := {
		"messageId": _message(item, "replaced_told", "serving_told"),
		"subject": item.id,
		"path": [],
		"arguments": {"address": item.address, "type": item.type},
	}
}

findings contains finding if {
	some item in _replaceable
	not _told(item)
	count(_attributes(item)) == 0
	item.type in object.keys(_forcing)
	some attribute in _forcing[item.type]
	change.became_unknown(item, attribute.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": attribute.path,
		"arguments": {"address": item.address, "attribute": _dotted(attribute.path)},
	}
}

_replaceable contains item if {
	some item in input.changes
	change.edits(item)
	item.action in {"update", "replace", "unknown", "move"}
	not _renamed(item)
	item.type in ((stateful.types | object.keys(_forcing)) | object.keys(_forcing_serving))
	not stateful.copy(item)
}

# Another address without a `moved` block is a deletion, which CHG-001 tells.
_renamed(item) if item.move.kind == "rename"

_told(item) if item.action in {"replace", "unknown"}

_message(item, data_lost, _) := data_lost if not item.type in object.keys(_forcing_serving)

_message(item, _, served) := served if item.type in object.keys(_forcing_serving)

_attributes(item) := [attribute |
	some attribute in object.get(object.union(_forcing, _forcing_serving), item.type, [])
	_changed(attribute, item)
]

_changed(attribute, item) if {
	before := _written(attribute, item.before)
	after := _written(attribute, item.after)
	before != after
}

_written(attribute, side) := _text(found) if found := value.get(side, attribute.path)

_written(attribute, side) := _text(attribute.absent) if {
	object.get(attribute, "absent", null) != null
	value.absent(side, attribute.path)
}

# Terraform takes true and "true" for the same. A masked value says itself whether it changed.
_text(found) := found if is_string(found)

_text(found) := json.marshal(found) if not is_string(found)

_dotted(path) := concat(".", [text |
	some step in path
	text := _step(step)
])

_step(step) := step if is_string(step)

_step(step) := json.marshal(step) if is_number(step)

# _differing: the provider knows a value where none is written, so only two written ones can be compared.
_differing(path) := {"path": path}

# _standing: where nothing is written, this stands.
_standing(path, absent) := {"path": path, "absent": absent}

# _set: nothing written is a value of its own.
_set(path) := {"path": path, "absent": "nothing"}

# Arguments that the provider cannot change in place, where data is kept.
_forcing := {
	"aws_db_instance": [
		_differing(["engine"]),
		_differing(["username"]),
		_differing(["kms_key_id"]),
		_differing(["availability_zone"]),
		_differing(["backup_target"]),
		_standing(["storage_encrypted"], false),
		_set(["db_name"]),
		_set(["character_set_name"]),
		_set(["nchar_character_set_name"]),
		_set(["timezone"]),
		_set(["snapshot_identifier"]),
	],
	"aws_rds_cluster": [
		_differing(["cluster_identifier"]),
		_differing(["engine"]),
		_differing(["master_username"]),
		_differing(["kms_key_id"]),
		_differing(["db_subnet_group_name"]),
		_standing(["engine_mode"], "provisioned"),
		_standing(["storage_encrypted"], false),
		_set(["database_name"]),
		_set(["snapshot_identifier"]),
	],
	"aws_elasticache_replication_group": [
		_differing(["replication_group_id"]),
		_differing(["kms_key_id"]),
		_differing(["port"]),
		_differing(["subnet_group_name"]),
		_standing(["at_rest_encryption_enabled"], false),
		_standing(["data_tiering_enabled"], false),
		_set(["snapshot_name"]),
		_set(["global_replication_group_id"]),
	],
	"aws_elasticache_cluster": [
		_differing(["cluster_id"]),
		_differing(["engine"]),
		_differing(["port"]),
		_differing(["subnet_group_name"]),
		_differing(["availability_zone"]),
		_set(["snapshot_name"]),
	],
	"aws_dynamodb_table": [
		_differing(["name"]),
		_differing(["hash_key"]),
		_set(["range_key"]),
		_set(["local_secondary_index"]),
	],
	"aws_s3_bucket": [
		_differing(["bucket"]),
		_differing(["bucket_prefix"]),
		_standing(["object_lock_enabled"], false),
	],
	"aws_opensearch_domain": [
		_differing(["domain_name"]),
	],
	"aws_elasticsearch_domain": [
		_differing(["domain_name"]),
	],
	"aws_efs_file_system": [
		_differing(["creation_token"]),
		_differing(["kms_key_id"]),
		_standing(["encrypted"], false),
		_standing(["performance_mode"], "generalPurpose"),
		_set(["availability_zone_name"]),
	],
	"aws_eks_cluster": [
		_differing(["name"]),
		_differing(["role_arn"]),
		_differing(["kubernetes_network_config", 0, "service_ipv4_cidr"]),
		_differing(["kubernetes_network_config", 0, "ip_family"]),
	],
	"aws_cognito_user_pool": [
		_standing(["username_configuration", 0, "case_sensitive"], true),
		_set(["alias_attributes"]),
		_set(["username_attributes"]),
	],
	"aws_kms_key": [
		_standing(["customer_master_key_spec"], "SYMMETRIC_DEFAULT"),
		_standing(["key_usage"], "ENCRYPT_DECRYPT"),
		_standing(["multi_region"], false),
		_set(["custom_key_store_id"]),
		_set(["xks_key_id"]),
	],
}

# The same for what serves requests, or lets others do so.
_forcing_serving := {
	"aws_lb": [
		_differing(["name"]),
		_differing(["name_prefix"]),
		_standing(["internal"], false),
		_standing(["load_balancer_type"], "application"),
	],
	"aws_alb": [
		_differing(["name"]),
		_differing(["name_prefix"]),
		_standing(["internal"], false),
		_standing(["load_balancer_type"], "application"),
	],
	"aws_lb_target_group": [
		_differing(["name"]),
		_differing(["name_prefix"]),
		_differing(["port"]),
		_differing(["protocol"]),
		_differing(["vpc_id"]),
		_standing(["target_type"], "instance"),
	],
	"aws_security_group": [
		_differing(["name"]),
		_differing(["name_prefix"]),
		_differing(["vpc_id"]),
		_standing(["description"], "Managed by Terraform"),
	],
	"aws_iam_role": [
		_differing(["name"]),
		_differing(["name_prefix"]),
		_standing(["path"], "/"),
	],
	"aws_eks_node_group": [
		_differing(["node_group_name"]),
		_differing(["node_group_name_prefix"]),
		_differing(["cluster_name"]),
		_differing(["node_role_arn"]),
		_differing(["subnet_ids"]),
		_differing(["instance_types"]),
		_differing(["ami_type"]),
		_differing(["disk_size"]),
		_standing(["capacity_type"], "ON_DEMAND"),
	],
}
