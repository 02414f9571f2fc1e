package change.variable_changed_test

import data.change.variable_changed

_side(type, object, unknown) := {"id": "x", "address": "x", "type": type, "object": object, "unknown": unknown}

_run(before, after, rewritten) := {[finding.messageId, finding.arguments.name, finding.path] |
	item := {"id": "x", "address": "x", "type": after.type, "action": "update", "before": before, "after": after, "rewritten": rewritten}
	some finding in variable_changed.findings with input as {"changes": [item], "facts": {"sensitiveNames": {"MODE": true, "GATE_URL": true}}}
}

_pod(env) := _side("core/Pod", {"metadata": {"name": "api"}, "spec": {"containers": [{"name": "api", "env": env}]}}, {})

_env(index, field) := ["spec", "containers", 0, "env", index, field]

test_a_sensitive_name_that_comes_goes_or_turns_is_found if {
	_run(_pod([{"name": "MODE", "value": "test"}]), _pod([{"name": "MODE", "value": "live"}]), {}) == {["changed", "MODE", _env(0, "value")]}
	_run(_pod([]), _pod([{"name": "MODE", "value": "live"}]), {}) == {["changed", "MODE", _env(0, "value")]}
	_run(_pod([{"name": "MODE", "value": "live"}]), _pod([]), {}) == {["changed", "MODE", []]}
	_run(_pod([{"name": "MODE", "value": "live"}]), _pod([{"name": "MODE", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]), {}) == {["changed", "MODE", _env(0, "valueFrom")]}
}

test_other_names_and_other_places_are_quiet if {
	_run(_pod([{"name": "LOG_LEVEL", "value": "info"}]), _pod([{"name": "LOG_LEVEL", "value": "debug"}]), {}) == set()
	_run(_pod([{"name": "A", "value": "1"}, {"name": "MODE", "value": "live"}]), _pod([{"name": "MODE", "value": "live"}]), {}) == set()
}

_masked(changed) := {"$secret": {"detector": "configured", "reference": "MODE", "changed": changed}}

test_a_masked_value_says_itself_whether_it_is_another if {
	_run(_pod([{"name": "MODE", "value": _masked(false)}]), _pod([{"name": "MODE", "value": _masked(false)}]), {}) == set()
	_run(_pod([{"name": "MODE", "value": _masked(true)}]), _pod([{"name": "MODE", "value": _masked(true)}]), {}) == {["changed", "MODE", _env(0, "value")]}
	_run(_pod([{"name": "MODE", "value": "live"}]), _pod([{"name": "MODE", "value": _masked(false)}]), {}) == {["changed", "MODE", _env(0, "value")]}
}

_map(entries, unknown) := _side("core/ConfigMap", {"metadata": {"name": "api"}, "data": entries}, unknown)

test_keys_of_a_map_are_read if {
	_run(_map({"GATE_URL": "a", "OTHER": "a"}, {}), _map({"GATE_URL": "b", "OTHER": "b"}, {}), {}) == {["changed", "GATE_URL", ["data", "GATE_URL"]]}
	_run(_map({"GATE_URL": "a"}, {}), _map({"GATE_URL": "a"}, {}), {}) == set()
}

_task(list) := _side("aws_ecs_task_definition", {"container_definitions": json.marshal([{"name": "api", "environment": list}])}, {})

test_tasks_are_read_out_of_their_text if {
	_run(_task([{"name": "MODE", "value": "test"}]), _task([{"name": "MODE", "value": "live"}]), {}) == {["changed", "MODE", ["container_definitions"]]}
	_run(_task([]), _side("aws_ecs_task_definition", {"container_definitions": [{"name": "api", "secrets": [{"name": "MODE", "valueFrom": "arn"}]}]}, {}), {}) == {["changed", "MODE", ["container_definitions", 0, "secrets", 0]]}
}

test_a_value_that_became_unknown_is_open if {
	unknown := _map({}, {"/data/GATE_URL": true})
	_run(_map({"GATE_URL": "a"}, {}), unknown, {}) == {["unknown", "GATE_URL", ["data", "GATE_URL"]]}
	_run(unknown, unknown, {}) == set()
	_run(unknown, unknown, {"/data/GATE_URL": true}) == {["unknown", "GATE_URL", ["data", "GATE_URL"]]}
}

test_without_sensitive_names_nothing_is_said if {
	before := _map({"GATE_URL": "a"}, {})
	after := _map({"GATE_URL": "b"}, {})
	item := {"id": "x", "address": "x", "type": "core/ConfigMap", "action": "update", "before": before, "after": after}
	count(variable_changed.findings) == 0 with input as {"changes": [item], "facts": {"sensitiveNames": {}}}
}
