package resources.requests_set_test

import data.resources.requests_set

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

_facts := {"limitRanges": {}, "limits": {"payments": {"container": {"cpu": "2", "memory": "8Gi"}, "replicas": {"max": 40}}}}

_parameters := {}

_found(resource) := _found_at(resource, "1.33")

_found_at(resource, version) := {[finding.messageId, finding.path] |
	some finding in requests_set.findings with input as {"kubernetesVersion": version, "resources": [resource], "facts": _facts}
		with data.parameters as _parameters
}

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

_both := {["cpu", _at("requests", "cpu")], ["memory", _at("requests", "memory")]}

test_a_container_that_requests_nothing_is_found if {
	_found(_pod(_container({}), {})) == _both
	_found(_pod({"containers": [{"name": "a"}]}, {})) == _both
}

test_a_limit_is_the_request_too if {
	_found(_pod(_container({"limits": {"cpu": "1", "memory": "1Gi"}}), {})) == set()
}

test_each_missing_request_is_its_own_finding if {
	_found(_pod(_container({"requests": {"cpu": "1"}}), {})) == {["memory", _at("requests", "memory")]}
}

test_the_pod_may_request_for_its_containers_from_1_34_on if {
	pod := _pod(object.union(_container({}), {"resources": {"requests": {"cpu": "1", "memory": "1Gi"}}}), {})
	_found_at(pod, "1.34") == set()
	_found_at(pod, "1.33") == _both
}

test_ephemeral_containers_are_left_out if {
	_found(_pod({"ephemeralContainers": [{"name": "a"}]}, {})) == set()
}

test_unknown_resources_are_one_open_finding if {
	path := ["spec", "containers", 0, "resources"]
	_found(_pod(_container({}), {"/spec/containers/0/resources": true})) == {["unknown", path]}
}

test_an_unknown_limit_may_be_the_request if {
	found := _found(_pod(_container({"requests": {"cpu": "1"}}), {"/spec/containers/0/resources/limits/memory": true}))
	found == {["unknown", _at("limits", "memory")]}
}

test_an_unknown_list_of_containers_is_open if {
	_found(_pod({}, {"/spec/containers": true})) == {["unknown", ["spec", "containers"]]}
}

test_tasks_of_ecs_reserve_for_themselves_or_for_their_containers if {
	found := _found(_task({"container_definitions": `[{"name": "a", "cpu": 10}, {"name": "b", "memoryReservation": 10}]`}, {}))
	found == {["cpu", ["container_definitions"]], ["memory", ["container_definitions"]]}
	_found(_task({"cpu": "256", "memory": "512", "container_definitions": `[{"name": "a"}]`}, {})) == set()
	_found(_task({}, {"/container_definitions": true})) == {["unknown", ["container_definitions"]]}
}
