package resources.memory_limit_set_test

import data.resources.memory_limit_set

_pod(spec, unknown) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"owner": ["payments"],
	"object": {"metadata": {"name": "p"}, "spec": spec},
	"unknown": unknown,
}

_task(arguments, unknown) := {
	"id": "t",
	"address": "aws_ecs_task_definition.t",
	"type": "aws_ecs_task_definition",
	"namespace": "",
	"owner": ["payments"],
	"object": arguments,
	"unknown": unknown,
}

_container(resources) := {"containers": [{"name": "a", "resources": resources}]}

_facts := {"limitRanges": {"defaulted": {"limits": {"memory": "512Mi"}}}, "limits": {}}

_parameters := {}

_found(resource) := _found_at(resource, "1.33")

_found_at(resource, version) := {[finding.messageId, finding.path] |
	some finding in memory_limit_set.findings with input as {"kubernetesVersion": version, "resources": [resource], "facts": _facts}
		with data.parameters as _parameters
}

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

_missing := {["missing", _at("limits", "memory")]}

test_a_container_without_a_limit_is_found if {
	_found(_pod(_container({"limits": {"cpu": "1"}}), {})) == _missing
	_found(_pod(_container({"limits": {"memory": null}}), {})) == _missing
}

test_a_container_with_a_limit_is_quiet if {
	_found(_pod(_container({"limits": {"memory": "1Gi"}}), {})) == set()
}

test_a_limit_of_zero_is_none if {
	zero := {["zero", _at("limits", "memory")]}
	_found(_pod(_container({"limits": {"memory": 0}}), {})) == zero
	_found(_pod(_container({"limits": {"memory": "0Mi"}}), {})) == zero
}

test_a_default_of_the_namespace_counts if {
	found := _found(object.union(_pod(_container({}), {}), {"namespace": "defaulted"}))
	found == set()
}

test_the_limit_of_a_pod_counts_from_1_34_on if {
	pod := _pod(object.union(_container({}), {"resources": {"limits": {"memory": "1Gi"}}}), {})
	_found_at(pod, "1.34") == set()
	_found_at(pod, "1.33") == _missing
}

test_an_unknown_limit_is_open if {
	found := _found(_pod(_container({}), {"/spec/containers/0/resources/limits/memory": true}))
	found == {["unknown", _at("limits", "memory")]}
}

test_an_unknown_list_of_containers_is_open if {
	_found(_pod({}, {"/spec/containers": true})) == {["unknown", ["spec", "containers"]]}
}

test_tasks_of_ecs_need_a_limit_somewhere if {
	reserved := `[{"name": "a", "memoryReservation": 256}]`
	_found(_task({"container_definitions": reserved}, {})) == {["missing", ["container_definitions"]]}
	_found(_task({"container_definitions": reserved, "memory": "512"}, {})) == set()
	_found(_task({"container_definitions": reserved}, {"/memory": true})) == set()
}
