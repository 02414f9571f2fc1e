package resources.request_within_maximum_test

import data.resources.request_within_maximum

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

_parameters := {"RES-005": {"maxCpu": "1", "maxMemory": null}}

_found(resource) := _found_at(resource, "1.33")

_found_at(resource, version) := {[finding.messageId, finding.path] |
	some finding in request_within_maximum.findings with input as {"kubernetesVersion": version, "resources": [resource], "facts": _facts}
		with data.parameters as _parameters
}

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

test_a_request_over_the_maximum_is_found if {
	found := _found(_pod(_container({"requests": {"cpu": "2001m", "memory": "9Gi"}}), {}))
	found == {["organisation", _at("requests", "cpu")], ["tenant", _at("requests", "memory")]}
}

test_the_maximum_itself_is_quiet if {
	_found(_pod(_container({"requests": {"cpu": 1, "memory": "8Gi"}}), {})) == set()
}

test_a_limit_is_the_matter_of_another_rule if {
	_found(_pod(_container({"limits": {"memory": "9Gi"}}), {})) == set()
}

test_an_unknown_request_is_open if {
	unknown := {"/spec/initContainers/0/resources/requests/memory": true}
	found := _found(_pod({"initContainers": [{"name": "a"}]}, unknown))
	found == {["unknown", ["spec", "initContainers", 0, "resources", "requests", "memory"]]}
}

test_tasks_of_ecs_count_shares_and_reservations if {
	found := _found(_task({"container_definitions": `[{"name": "a", "cpu": 4096, "memoryReservation": 64}]`}, {}))
	found == {["organisation", ["container_definitions"]]}
}
