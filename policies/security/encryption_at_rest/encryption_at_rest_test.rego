package security.encryption_at_rest_test

import data.security.encryption_at_rest

_found(type, object, unknown) := {[finding.messageId, finding.path] |
	some finding in encryption_at_rest.findings with input as {"resources": [{"id": "s", "address": "s", "type": type, "object": object, "unknown": unknown}]}
}

test_what_is_not_encrypted_by_itself_is_found if {
	every type in ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"] {
		_found(type, {}, {}) == {["plain", ["storage_encrypted"]]}
		_found(type, {"storage_encrypted": "false"}, {}) == {["plain", ["storage_encrypted"]]}
		_found(type, {"storage_encrypted": true}, {}) == set()
	}
	_found("aws_opensearch_domain", {}, {}) == {["plain", ["encrypt_at_rest", 0, "enabled"]]}
	_found("aws_efs_file_system", {}, {}) == {["plain", ["encrypted"]]}
}

test_what_is_encrypted_by_itself_has_to_be_switched_off if {
	_found("aws_redshift_cluster", {}, {}) == set()
	_found("aws_redshift_cluster", {"encrypted": false}, {}) == {["plain", ["encrypted"]]}
	_found("aws_sqs_queue", {"sqs_managed_sse_enabled": false}, {}) == {["plain", ["sqs_managed_sse_enabled"]]}
	_found("aws_sqs_queue", {"sqs_managed_sse_enabled": false, "kms_master_key_id": "alias/a"}, {}) == set()
	_found("aws_sqs_queue", {"sqs_managed_sse_enabled": false}, {"/kms_master_key_id": true}) == set()
	_found("aws_elasticache_replication_group", {"engine": "valkey"}, {}) == set()
}

test_copies_are_as_their_source if {
	_found("aws_db_instance", {"replicate_source_db": "orders"}, {}) == set()
	_found("aws_db_instance", {}, {"/replicate_source_db": true}) == set()
	_found("aws_rds_cluster", {"snapshot_identifier": "s"}, {}) == set()
	_found("aws_ebs_volume", {"snapshot_id": "snap-1"}, {}) == set()
	_found("aws_ebs_volume", {"snapshot_id": "snap-1", "encrypted": false}, {}) == {["plain", ["encrypted"]]}
}

test_volumes_of_machines_are_found_where_their_block_is if {
	_found("aws_launch_template", {"block_device_mappings": [{"ebs": [{"volume_size": 80}]}]}, {}) == {["plain", ["block_device_mappings", 0, "ebs", 0, "encrypted"]]}
	_found("aws_launch_template", {"block_device_mappings": [{"no_device": "true"}]}, {}) == set()
	_found("aws_launch_template", {"block_device_mappings": [{"ebs": [{"snapshot_id": "snap-1"}]}]}, {}) == set()
	_found("aws_instance", {"root_block_device": [{"volume_size": 80}]}, {}) == {["plain", ["root_block_device", 0, "encrypted"]]}
	_found("aws_instance", {}, {}) == set()
	_found("eksctl.io/ClusterConfig", {"metadata": {"name": "c"}, "managedNodeGroups": [{}, {"volumeEncrypted": false}]}, {}) == {["plain", ["managedNodeGroups", 1, "volumeEncrypted"]]}
}

test_storage_classes_of_ebs_are_found if {
	_found("storage.k8s.io/StorageClass", {"metadata": {"name": "c"}, "provisioner": "ebs.csi.aws.com"}, {}) == {["plain", ["parameters", "encrypted"]]}
	_found("storage.k8s.io/StorageClass", {"metadata": {"name": "c"}, "provisioner": "ebs.csi.aws.com", "parameters": {"encrypted": "true"}}, {}) == set()
	_found("storage.k8s.io/StorageClass", {"metadata": {"name": "c"}, "provisioner": "efs.csi.aws.com"}, {}) == set()
}

test_accounts_that_encrypt_volumes_need_no_setting if {
	_quiet := {finding |
		some finding in encryption_at_rest.findings with input as {"resources": [{"id": "v", "address": "v", "type": "aws_ebs_volume", "object": {}, "unknown": {}}]}
			with data.parameters as {"SEC-039": {"ebsEncryptedByDefault": true}}
	}
	_quiet == set()
}

test_unknown_values_are_open if {
	_found("aws_ebs_volume", {}, {"/encrypted": true}) == {["unknown", ["encrypted"]]}
	_found("aws_launch_template", {}, {"/block_device_mappings": true}) == {["unknown", ["block_device_mappings"]]}
}
