# METADATA
# title: Nothing that holds data deleted
# description: A change that deletes a database, a bucket, a queue or anything else that keeps data is looked at first.
# scope: package
# custom:
#   id: CHG-001
#   severity: critical
#   enforcement: {production: review, elsewhere: confirm}
#   messageEnforcement:
#     protected: {production: block, elsewhere: block}
#   scope: change
#   kinds:
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
#     - aws_keyspaces_table
#     - aws_kinesis_stream
#     - aws_kms_external_key
#     - aws_kms_key
#     - aws_kms_replica_key
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
#     - aws_sqs_queue
#     - aws_timestreamwrite_database
#     - aws_timestreamwrite_table
#     - module
#   reads: []
#   needs: [file, plan]
#   facts: [carriedOn]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.stateful_deleted

import data.lib.change
import data.lib.stateful
import data.lib.value

findings contains finding if {
	some item in input.changes
	item.type in stateful.types
	_deleted(item)
	not stateful.copy(item)
	finding := {
		"messageId": _message(item),
		"subject": item.id,
		"path": [],
		"arguments": {"address": item.address, "type": item.type},
	}
}

# Terraform knows things by their address: without a `moved` block, another address is another thing.
findings contains finding if {
	some item in input.changes
	item.type in stateful.types
	_renamed(item)
	not stateful.copy(item)
	finding := {
		"messageId": "renamed",
		"subject": item.id,
		"path": [],
		"arguments": {"address": item.address, "before": _called(item.move.fromAddress), "type": item.type},
	}
}

# A call of a module that nobody has described: its name still tells what it makes.
findings contains finding if {
	some item in input.changes
	item.type == "module"
	_gone(item)
	not change.read_as_resource(item)
	source := value.get(item.before, ["source"])
	type := _made(source)
	finding := {
		"messageId": "module_deleted",
		"subject": item.id,
		"path": [],
		"arguments": {"address": item.address, "type": type, "source": split(source, "?")[0]},
	}
}

# What is read in a call of a module is called after it: `module.orders:aws_db_instance`. A moved block knows the call.
_called(address) := split(address, ":")[0] if startswith(address, "module.")

_called(address) := address if not startswith(address, "module.")

# What stays in the same state, under the same address and in another folder, is still written down for Terraform.
_deleted(item) if {
	change.deletes(item)
	not input.facts.carriedOn[item.address]
}

# Terraform cannot delete what AWS protects, however sure everybody is: what counts is what was applied before.
_message(item) := "protected" if _protected(item)

_message(item) := "deleted" if not _protected(item)

_protected(item) if value.get(item.before, ["deletion_protection"]) in {true, "true", "ACTIVE"}

_protected(item) if value.get(item.before, ["deletion_protection_enabled"]) in {true, "true"}

_renamed(item) if {
	item.move.kind == "rename"
	item.before != null
}

_gone(item) if _deleted(item)

_gone(item) if _renamed(item)

_made(source) := [type |
	some words in _words
	regex.match(words.pattern, _last_part(source))
	type := words.type
][0]

# The part of a source that names the module, without the version and the folders within it.
_last_part(source) := concat(" ", [part |
	some part in split(split(source, "?")[0], "/")
	not part in {"", "github.com", "modules", "aws"}
])

_words := [
	{"pattern": `(^|[ _.-])(rds|aurora|postgres(ql)?|mysql|mariadb|docdb|neptune|redshift)([ _.-]|$)`, "type": "aws_db_instance"},
	{"pattern": `(^|[ _.-])(elasticache|redis|valkey|memcached)([ _.-]|$)`, "type": "aws_elasticache_replication_group"},
	{"pattern": `(^|[ _.-])dynamodb([ _.-]|$)`, "type": "aws_dynamodb_table"},
	{"pattern": `(^|[ _.-])s3([ _.-]bucket|$)`, "type": "aws_s3_bucket"},
	{"pattern": `(^|[ _.-])sqs([ _.-]|$)`, "type": "aws_sqs_queue"},
	{"pattern": `(^|[ _.-])(opensearch|elasticsearch)( |$)`, "type": "aws_opensearch_domain"},
	{"pattern": `(^|[ _.-])(efs|fsx)([ _.-]|$)`, "type": "aws_efs_file_system"},
	{"pattern": `(^|[ _.-])ecr([ _.-]|$)`, "type": "aws_ecr_repository"},
	{"pattern": `(^|[ _.-])(msk|kafka)([ _.-]|$)`, "type": "aws_msk_cluster"},
	{"pattern": `(^|[ _.-])kms([ _.-]|$)`, "type": "aws_kms_key"},
	{"pattern": `(^| )(terraform-)?(aws-)?eks( |$)`, "type": "aws_eks_cluster"},
]
