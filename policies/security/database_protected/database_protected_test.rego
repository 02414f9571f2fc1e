package security.database_protected_test

import data.security.database_protected

_found(type, values, more) := {[finding.messageId, finding.path] |
	some finding in database_protected.findings with input as {"resources": [object.union({"id": "d", "address": "d", "type": type, "object": values, "unknown": {}}, more)]}
}

_deletable := ["deletable", ["deletion_protection"]]

_no_backups := ["no_backups", ["backup_retention_period"]]

test_an_instance_that_says_nothing_has_neither if {
	_found("aws_db_instance", {}, {}) == {_deletable, _no_backups}
	_found("aws_db_instance", {"deletion_protection": "false", "backup_retention_period": "0"}, {}) == {_deletable, _no_backups}
}

test_a_cluster_keeps_backups_by_itself if {
	_found("aws_rds_cluster", {}, {}) == {_deletable}
	_found("aws_rds_cluster", {"deletion_protection": true}, {}) == set()
}

test_a_protected_instance_with_backups_is_quiet if {
	_found("aws_db_instance", {"deletion_protection": true, "backup_retention_period": 7}, {}) == set()
}

test_replicas_and_databases_that_are_made_for_hours_are_quiet if {
	_found("aws_db_instance", {"replicate_source_db": "orders"}, {}) == set()
	_found("aws_db_instance", {}, {"unknown": {"/replicate_source_db": true}}) == set()
	_found("aws_db_instance", {}, {"environment": {"name": "preview", "production": false, "ephemeral": true}}) == set()
}

test_what_is_restored_keeps_its_backups if {
	_found("aws_db_instance", {"snapshot_identifier": "s"}, {}) == {_deletable}
}

test_unknown_values_are_open if {
	_found("aws_db_instance", {"backup_retention_period": 7}, {"unknown": {"/deletion_protection": true}}) == {["unknown", ["deletion_protection"]]}
	_found("aws_db_instance", {"deletion_protection": true}, {"unknown": {"/backup_retention_period": true}}) == {["unknown", ["backup_retention_period"]]}
}
