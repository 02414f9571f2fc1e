package change.database_restarted_test

import data.change.database_restarted

_side(type, object, unknown) := {"address": "db", "type": type, "object": object, "unknown": unknown}

_run(before, after, action) := {[finding.messageId, finding.path, object.get(finding.arguments, "changes", [])] |
	item := {"id": "db", "address": "db", "type": after.type, "action": action, "before": before, "after": after}
	some finding in database_restarted.findings with input as {"changes": [item]}
}

_found(type, before, after) := _run(_side(type, before, {}), _side(type, after, {}), "update")

_postgres(more) := object.union({"engine": "postgres", "engine_version": "15.4", "instance_class": "db.m6g.large"}, more)

test_a_minor_version_or_a_class_restarts_it if {
	_found("aws_db_instance", _postgres({}), _postgres({"engine_version": "15.6"})) == {["in_window", ["engine_version"], ["engine_version 15.4 → 15.6"]]}
	_found("aws_db_instance", _postgres({}), _postgres({"instance_class": "db.m6g.xlarge"})) == {["in_window", ["instance_class"], ["instance_class db.m6g.large → db.m6g.xlarge"]]}
}

test_several_reasons_are_one_restart if {
	after := _postgres({"engine_version": "15.6", "instance_class": "db.m6g.xlarge", "apply_immediately": true, "parameter_group_name": "b"})
	_found("aws_db_instance", _postgres({"parameter_group_name": "a"}), after) == {["at_once", ["engine_version"], ["engine_version 15.4 → 15.6", "instance_class db.m6g.large → db.m6g.xlarge"]]}
}

test_a_major_version_is_told_elsewhere if {
	_found("aws_db_instance", _postgres({}), _postgres({"engine_version": "16.1"})) == set()
	_found("aws_elasticache_replication_group", {"engine_version": "6.2"}, {"engine_version": "7.0"}) == set()
}

test_a_loose_version_may_be_the_one_that_runs if {
	_found("aws_db_instance", _postgres({"engine_version": "15"}), _postgres({})) == set()
	_found("aws_db_instance", _postgres({}), _postgres({"engine_version": "15"})) == set()
	_found("aws_elasticache_replication_group", {"engine_version": "6.x"}, {"engine_version": "6.2"}) == set()
	_found("aws_db_instance", _postgres({"engine_version": "15.1"}), _postgres({"engine_version": "15.10"})) == {["in_window", ["engine_version"], ["engine_version 15.1 → 15.10"]]}
}

test_other_changes_are_quiet if {
	_found("aws_db_instance", _postgres({}), _postgres({"allocated_storage": 100})) == set()
	_found("aws_db_instance", _postgres({}), _postgres({"tags": {"a": "b"}})) == set()
	_run(_side("aws_db_instance", _postgres({}), {}), _side("aws_db_instance", _postgres({"instance_class": "db.m6g.xlarge"}), {}), "replace") == set()
}

test_parameters_wait_for_a_restart if {
	_found("aws_db_instance", _postgres({"parameter_group_name": "a"}), _postgres({"parameter_group_name": "b"})) == {["parameters", ["parameter_group_name"], ["parameter_group_name a → b"]]}
}

test_what_waited_does_so_no_longer if {
	_found("aws_db_instance", _postgres({}), _postgres({"apply_immediately": "true"})) == {["waits_no_longer", ["apply_immediately"], []]}
	_found("aws_db_instance", _postgres({"apply_immediately": true}), _postgres({"apply_immediately": true, "tags": {}})) == set()
	_found("aws_db_instance", _postgres({"apply_immediately": true}), _postgres({})) == set()
}

test_caches_are_read if {
	_found("aws_elasticache_cluster", {"node_type": "cache.t4g.micro"}, {"node_type": "cache.t4g.small"}) == {["in_window", ["node_type"], ["node_type cache.t4g.micro → cache.t4g.small"]]}
	_found("aws_memorydb_cluster", {"node_type": "db.t4g.small"}, {"node_type": "db.t4g.medium"}) == {["at_once", ["node_type"], ["node_type db.t4g.small → db.t4g.medium"]]}
}

test_what_is_unknown_is_open if {
	_run(_side("aws_db_instance", _postgres({}), {}), _side("aws_db_instance", {"engine": "postgres", "engine_version": "15.4"}, {"/instance_class": true}), "update") == {["unknown", ["instance_class"], []]}
	unknown := _side("aws_db_instance", _postgres({"engine_version": "15.6"}), {"/apply_immediately": true})
	_run(_side("aws_db_instance", _postgres({}), {}), unknown, "update") == {["some_time", ["engine_version"], ["engine_version 15.4 → 15.6"]]}
}
