package change.resources_cut_test

import data.change.resources_cut

_pod(resources, unknown) := {
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "p"}, "spec": {"containers": [{"name": "a", "resources": resources}]}},
	"unknown": unknown,
}

_said(before, after, ranges) := {[finding.messageId, finding.path] |
	some finding in resources_cut.findings with input as {
		"changes": [{"id": "c", "address": "t", "type": after.type, "before": before, "after": after}],
		"facts": {"limitRanges": ranges},
	}
		with data.parameters as {"CHG-006": {"reductionPercentMax": 50}}
}

_edit(before, after) := _said(_pod(before, {}), _pod(after, {}), {})

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

test_more_than_half_is_found_exactly if {
	_edit({"limits": {"memory": "1Gi"}}, {"limits": {"memory": "511Mi"}}) == {["cut", _at("limits", "memory")]}
	_edit({"limits": {"memory": "1Gi"}}, {"limits": {"memory": "512Mi"}}) == set()
	_edit({"requests": {"cpu": 1}}, {"requests": {"cpu": "499m"}}) == {["cut", _at("requests", "cpu")]}
	_edit({"requests": {"cpu": "1"}}, {"requests": {"cpu": "0.5"}}) == set()
}

test_what_moves_together_is_one_finding if {
	before := {"limits": {"memory": "1Gi"}, "requests": {"memory": "1Gi"}}
	after := {"limits": {"memory": "256Mi"}, "requests": {"memory": "256Mi"}}
	_edit(before, after) == {["cut", _at("limits", "memory")]}
}

test_a_request_that_goes_is_found_unless_the_limit_stands_for_it if {
	_edit({"requests": {"cpu": "1"}}, {}) == {["request_gone", _at("requests", "cpu")]}
	_edit({"requests": {"cpu": "1"}}, {"limits": {"cpu": "1"}}) == set()
	_edit({"limits": {"cpu": "1"}}, {"requests": {"cpu": "1"}}) == set()
}

test_a_default_of_the_namespace_counts if {
	ranges := {"payments": {"limits": {"memory": "256Mi"}, "requests": {"cpu": "1"}}}
	_said(_pod({"limits": {"memory": "1Gi"}}, {}), _pod({}, {}), ranges) == {["cut", _at("limits", "memory")]}
	_said(_pod({"requests": {"cpu": "1"}}, {}), _pod({}, {}), ranges) == set()
}

_task(fields) := {"type": "aws_ecs_task_definition", "namespace": "", "object": fields, "unknown": {}}

_containers(memory) := json.marshal([{"name": "a", "memory": memory}])

test_tasks_of_ecs_are_read if {
	_said(_task({"memory": "2048"}), _task({"memory": 512}), {}) == {["cut", ["memory"]]}
	_said(_task({"container_definitions": _containers(2048)}), _task({"container_definitions": _containers(512)}), {}) == {["cut", ["container_definitions"]]}
	_said(_task({"container_definitions": _containers(2048)}), _task({"container_definitions": _containers(1024)}), {}) == set()
}

test_what_became_unknown_is_open if {
	unknown := _pod({}, {"/spec/containers/0/resources/limits/memory": true})
	_said(_pod({"limits": {"memory": "1Gi"}}, {}), unknown, {}) == {["unknown", _at("limits", "memory")]}
	_said(unknown, _pod({"limits": {"memory": "1Gi"}}, {}), {}) == set()
}
