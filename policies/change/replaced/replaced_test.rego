package change.replaced_test

import data.change.replaced

_side(object) := {"object": object, "unknown": {}}

_change(type, action, before, after) := {
	"id": "a", "address": "a", "type": type, "action": action, "move": null, "replacePaths": [],
	"before": _side(before), "after": _side(after),
}

_found(item) := {[finding.messageId, object.get(finding.arguments, "attributes", [])] |
	some finding in replaced.findings with input as {"changes": [item]}
}

test_a_key_cannot_be_changed if {
	_found(_change("aws_dynamodb_table", "update", {"hash_key": "a"}, {"hash_key": "b"})) == {["replaced", ["hash_key"]]}
}

test_several_arguments_are_one_finding if {
	_found(_change("aws_db_instance", "update", {"engine": "mysql"}, {"engine": "postgres", "storage_encrypted": true})) == {["replaced", ["engine", "storage_encrypted"]]}
}

test_what_stands_by_default_is_no_change if {
	_found(_change("aws_db_instance", "update", {}, {"storage_encrypted": false})) == set()
	_found(_change("aws_db_instance", "update", {"storage_encrypted": true}, {"storage_encrypted": "true"})) == set()
}

test_what_the_provider_chose_may_be_what_is_written_now if {
	_found(_change("aws_db_instance", "update", {}, {"availability_zone": "ap-northeast-1a"})) == set()
}

test_a_snapshot_to_start_from_is_a_new_database if {
	_found(_change("aws_db_instance", "update", {}, {"snapshot_identifier": "s"})) == {["replaced", ["snapshot_identifier"]]}
}

test_arguments_within_blocks_count if {
	_found(_change("aws_eks_cluster", "update", {"kubernetes_network_config": [{"ip_family": "ipv4"}]}, {"kubernetes_network_config": [{"ip_family": "ipv6"}]})) == {["replaced", ["kubernetes_network_config.0.ip_family"]]}
}

test_what_serves_is_advice_of_its_own if {
	_found(_change("aws_lb", "update", {"internal": false}, {"internal": true})) == {["serving", ["internal"]]}
	_found(_change("aws_security_group", "replace", {}, {})) == {["serving_told", []]}
}

test_a_plan_names_the_arguments if {
	item := object.union(_change("aws_redshift_cluster", "replace", {}, {}), {"replacePaths": [["b", 0, "c"], ["a"]]})
	_found(item) == {["replaced", ["a", "b.0.c"]]}
}

test_a_plan_that_names_none_is_believed if {
	every action in ["replace", "unknown"] {
		_found(_change("aws_s3_bucket", action, {}, {})) == {["replaced_told", []]}
	}
}

test_what_is_made_to_be_replaced_is_quiet if {
	every type in ["aws_ecs_task_definition", "random_id", "null_resource", "aws_launch_template"] {
		_found(_change(type, "replace", {}, {})) == set()
	}
}

test_a_replica_is_a_copy if {
	_found(_change("aws_db_instance", "replace", {"replicate_source_db": "main"}, {"replicate_source_db": "main"})) == set()
}

test_a_rename_is_for_the_rule_about_deletions if {
	item := object.union(_change("aws_dynamodb_table", "move", {"hash_key": "a"}, {"hash_key": "b"}), {"move": {"kind": "rename"}})
	_found(item) == set()
	count(_found(object.union(item, {"move": {"kind": "declared"}}))) == 1
}

test_what_became_unknown_is_asked if {
	item := object.union(_change("aws_dynamodb_table", "update", {"hash_key": "a"}, {}), {"after": {"object": {}, "unknown": {"/hash_key": true}}})
	_found(item) == {["unknown", []]}
}
