package change.stateful_deleted_test

import data.change.stateful_deleted

_side(object, unknown) := {"object": object, "unknown": unknown}

_change(address, type, action, before) := {"id": address, "address": address, "type": type, "action": action, "before": before, "after": null}

_found(changes) := {[finding.messageId, finding.subject, finding.arguments.type] |
	some finding in stateful_deleted.findings with input as {"changes": changes}
}

test_deleted_data_is_found if {
	_found([_change("aws_s3_bucket.a", "aws_s3_bucket", "delete", _side({}, {}))]) == {["deleted", "aws_s3_bucket.a", "aws_s3_bucket"]}
}

test_what_is_protected_cannot_be_deleted if {
	every before in [{"deletion_protection": true}, {"deletion_protection": "ACTIVE"}, {"deletion_protection_enabled": true}] {
		_found([_change("a", "aws_dynamodb_table", "delete", _side(before, {}))]) == {["protected", "a", "aws_dynamodb_table"]}
	}
	every before in [{"deletion_protection": false}, {"deletion_protection": "INACTIVE"}, {}] {
		_found([_change("a", "aws_dynamodb_table", "delete", _side(before, {}))]) == {["deleted", "a", "aws_dynamodb_table"]}
	}
}

test_actions_that_nobody_knows_count if {
	count(_found([_change("aws_s3_bucket.a", "aws_s3_bucket", "unknown", _side({}, {}))])) == 1
}

test_forgetting_and_other_types_are_quiet if {
	_found([_change("aws_s3_bucket.a", "aws_s3_bucket", "forget", _side({}, {}))]) == set()
	_found([_change("aws_iam_role.a", "aws_iam_role", "delete", _side({}, {}))]) == set()
}

test_a_move_is_no_deletion if {
	every kind in ["root", "declared"] {
		_found([_move("aws_s3_bucket", kind)]) == set()
	}
}

_move(type, kind) := {
	"id": "b", "address": "b", "type": type, "action": "move",
	"move": {"kind": kind, "fromRoot": "r", "fromAddress": "a"},
	"before": _side({"source": "github.com/acme/terraform-rds"}, {}),
	"after": _side({"source": "github.com/acme/terraform-rds"}, {}),
}

test_a_moved_block_names_the_call_of_a_module if {
	item := object.union(_move("aws_db_instance", "rename"), {"address": "module.b:aws_db_instance", "move": {"fromAddress": "module.a:aws_db_instance"}})
	{finding.arguments.before | some finding in stateful_deleted.findings with input as {"changes": [item]}} == {"module.a"}
}

test_another_address_is_another_thing_for_terraform if {
	_found([_move("aws_s3_bucket", "rename")]) == {["renamed", "b", "aws_s3_bucket"]}
	_found([_move("module", "rename")]) == {["module_deleted", "b", "aws_db_instance"]}
	_found([_move("aws_iam_role", "rename")]) == set()
}

test_a_replica_is_a_copy if {
	_found([_change("a", "aws_db_instance", "delete", _side({"replicate_source_db": "main"}, {}))]) == set()
	_found([_change("a", "aws_db_instance", "delete", _side({}, {"/replicate_source_db": true}))]) == set()
	count(_found([_change("a", "aws_db_instance", "delete", _side({}, {}))])) == 1
}

_module(source) := _change("module.a", "module", "delete", _side({"source": source}, {}))

_made(source) := {finding.arguments.type |
	some finding in stateful_deleted.findings with input as {"changes": [_module(source)]}
}

test_a_module_is_known_by_its_source if {
	_made("github.com/acme/terraform-rds-instance?ref=5.0") == {"aws_db_instance"}
	_made("github.com/acme/terraform-s3-bucket?ref=5.0") == {"aws_s3_bucket"}
	_made("terraform-aws-modules/sqs/aws") == {"aws_sqs_queue"}
	_made("terraform-aws-modules/eks/aws") == {"aws_eks_cluster"}
	_made("git::https://example.com/modules.git//aws/redis?ref=v1") == {"aws_elasticache_replication_group"}
}

test_modules_about_other_things_are_quiet if {
	_made("github.com/acme/terraform-irsa?ref=2.0") == set()
	_made("terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks") == set()
	_made("github.com/acme/terraform-opensearch-alert") == set()
	_made("github.com/acme/terraform-rdsless") == set()
}

test_a_module_that_is_read_as_a_resource_counts_once if {
	_found([_module("github.com/acme/terraform-rds-instance"), _change("module.a:aws_db_instance", "aws_db_instance", "delete", _side({}, {}))]) == {["deleted", "module.a:aws_db_instance", "aws_db_instance"]}
}

_found_beside(carried, item) := {[finding.messageId, finding.subject] |
	some finding in stateful_deleted.findings with input as {"changes": [item], "facts": {"carriedOn": carried}}
}

test_what_another_folder_has_in_the_same_state_stays if {
	bucket := _change("aws_s3_bucket.a", "aws_s3_bucket", "delete", _side({}, {}))
	_found_beside({"aws_s3_bucket.a": "terraform:new"}, bucket) == set()
	_found_beside({"aws_s3_bucket.b": "terraform:new"}, bucket) == {["deleted", "aws_s3_bucket.a"]}
	_found_beside({}, bucket) == {["deleted", "aws_s3_bucket.a"]}
	call := _module("github.com/acme/terraform-rds-instance")
	_found_beside({"module.a": "terraform:new"}, call) == set()
	_found_beside({}, call) == {["module_deleted", "module.a"]}
}

test_a_rename_within_the_root_is_found_whatever_another_folder_has if {
	_found_beside({"b": "terraform:new"}, _move("aws_s3_bucket", "rename")) == {["renamed", "b"]}
}
