package change.protection_off_test

import data.change.protection_off

_run(type, before, after) := {[finding.messageId, finding.path] |
	change := {"id": "c", "address": "x", "type": type, "action": "update", "before": before, "after": after}
	some finding in protection_off.findings with input as {"changes": [change]}
}

_found(type, before, after) := _run(type, {"object": before, "unknown": {}}, {"object": after, "unknown": {}})

test_deletion_protection_off_is_found if {
	_found("aws_db_instance", {"deletion_protection": true}, {"deletion_protection": false}) == {["switched_off", ["deletion_protection"]]}
	_found("aws_lb", {"enable_deletion_protection": "true"}, {}) == {["switched_off", ["enable_deletion_protection"]]}
	_found("aws_cognito_user_pool", {"deletion_protection": "ACTIVE"}, {"deletion_protection": "INACTIVE"}) == {["switched_off", ["deletion_protection"]]}
}

test_force_destroy_on_is_found if {
	_found("aws_s3_bucket", {}, {"force_destroy": true}) == {["deleted_with_content", ["force_destroy"]]}
	_found("aws_ecr_repository", {"force_delete": false}, {"force_delete": "true"}) == {["deleted_with_content", ["force_delete"]]}
}

test_snapshots_and_backups_off_are_found if {
	_found("aws_db_instance", {}, {"skip_final_snapshot": "true"}) == {["no_final_snapshot", ["skip_final_snapshot"]]}
	_found("aws_db_instance", {"backup_retention_period": "7"}, {"backup_retention_period": 0}) == {["no_backups", ["backup_retention_period"]]}
	_found("aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 1}) == set()
}

test_versioning_off_is_found if {
	_found("aws_s3_bucket", {"versioning": [{"enabled": true}]}, {"versioning": [{"enabled": false}]}) == {["switched_off", ["versioning", 0, "enabled"]]}
	_found("aws_s3_bucket", {"versioning": true}, {"versioning": false}) == {["switched_off", ["versioning"]]}
	_found("aws_s3_bucket_versioning", {"versioning_configuration": [{"status": "Enabled"}]}, {"versioning_configuration": [{"status": "Suspended"}]}) == {["switched_off", ["versioning_configuration", 0, "status"]]}
}

test_prevent_destroy_off_is_found if {
	_found("aws_sqs_queue", {"lifecycle": [{"prevent_destroy": true}]}, {"lifecycle": [{}]}) == {["switched_off", ["lifecycle", 0, "prevent_destroy"]]}
}

test_protection_on_is_quiet if {
	_found("aws_db_instance", {"deletion_protection": false}, {"deletion_protection": true}) == set()
	_found("aws_db_instance", {"deletion_protection": true}, {"deletion_protection": true}) == set()
	_found("aws_db_instance", {}, {"deletion_protection": false}) == set()
	_found("aws_s3_bucket", {"versioning": [{"enabled": true}]}, {"versioning": [{"enabled": true}]}) == set()
}

test_what_became_unknown_is_open if {
	unknown := {"object": {}, "unknown": {"/deletion_protection": true}}
	_run("aws_db_instance", {"object": {"deletion_protection": true}, "unknown": {}}, unknown) == {["unknown", ["deletion_protection"]]}
	_run("aws_db_instance", {"object": {}, "unknown": {}}, unknown) == set()
	_run("aws_db_instance", unknown, unknown) == set()
}

test_a_module_that_protects_by_default_is_read if {
	_found("module", {}, {"deletion_protection": false}) == {["switched_off", ["deletion_protection"]]}
	_found("module", {"deletion_protection": true}, {"deletion_protection": "false"}) == {["switched_off", ["deletion_protection"]]}
	_found("module", {}, {"deletion_protection": true}) == set()
	_found("module", {"deletion_protection": true}, {}) == set()
}
