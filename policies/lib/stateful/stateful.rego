# METADATA
# title: What keeps data
# description: |
#   Types of Terraform whose deletion loses data, or whatever data cannot be read without. One list for all rules that
#   ask; their METADATA repeats it, because it says which resources they want to see.
# scope: package
package lib.stateful

import data.lib.value

types := {
	"aws_backup_vault",
	"aws_cognito_identity_pool",
	"aws_cognito_user_pool",
	"aws_dax_cluster",
	"aws_db_cluster_snapshot",
	"aws_db_instance",
	"aws_db_snapshot",
	"aws_docdb_cluster",
	"aws_dynamodb_global_table",
	"aws_dynamodb_table",
	"aws_ebs_snapshot",
	"aws_ebs_volume",
	"aws_ecr_repository",
	"aws_ecrpublic_repository",
	"aws_efs_file_system",
	"aws_eks_cluster",
	"aws_elasticache_cluster",
	"aws_elasticache_global_replication_group",
	"aws_elasticache_replication_group",
	"aws_elasticache_serverless_cache",
	"aws_elasticsearch_domain",
	"aws_fsx_lustre_file_system",
	"aws_fsx_ontap_file_system",
	"aws_fsx_openzfs_file_system",
	"aws_fsx_windows_file_system",
	"aws_glacier_vault",
	"aws_keyspaces_table",
	"aws_kinesis_stream",
	"aws_kms_external_key",
	"aws_kms_key",
	"aws_kms_replica_key",
	"aws_memorydb_cluster",
	"aws_mq_broker",
	"aws_msk_cluster",
	"aws_msk_serverless_cluster",
	"aws_neptune_cluster",
	"aws_opensearch_domain",
	"aws_opensearchserverless_collection",
	"aws_rds_cluster",
	"aws_rds_global_cluster",
	"aws_redshift_cluster",
	"aws_redshiftserverless_namespace",
	"aws_route53_zone",
	"aws_s3_bucket",
	"aws_s3_directory_bucket",
	"aws_sqs_queue",
	"aws_timestreamwrite_database",
	"aws_timestreamwrite_table",
}

# copy holds for a replica: it has nothing that its source does not have.
copy(item) if {
	item.type == "aws_db_instance"
	value.get_or(item.before, ["replicate_source_db"], "") != ""
}

copy(item) if {
	item.type == "aws_db_instance"
	value.unknown(item.before, ["replicate_source_db"])
}
