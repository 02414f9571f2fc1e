package resources.limit_within_maximum_test

import data.resources.limit_within_maximum

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

_parameters := {"RES-004": {"maxCpu": null, "maxMemory": "512Gi"}}

_found(resource) := _found_at(resource, "1.33")

_found_at(resource, version) := {[finding.messageId, finding.path] |
	some finding in limit_within_maximum.findings with input as {"kubernetesVersion": version, "resources": [resource], "facts": _facts}
		with data.parameters as _parameters
}

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

test_a_limit_over_the_maximum_is_found if {
	found := _found(_pod(_container({"limits": {"cpu": 3, "memory": "8193Mi"}}), {}))
	found == {["tenant", _at("limits", "cpu")], ["tenant", _at("limits", "memory")]}
}

test_the_maximum_itself_is_quiet if {
	_found(_pod(_container({"limits": {"cpu": "2000m", "memory": "8192Mi"}}), {})) == set()
}

test_the_measure_is_the_exact_limit if {
	found := limit_within_maximum.findings with input as {
		"kubernetesVersion": "1.33",
		"resources": [_pod(_container({"limits": {"memory": "16Gi"}}), {})],
		"facts": _facts,
	}
		with data.parameters as {}
	{finding.measure | some finding in found} == {"17179869184"}
}

test_without_a_maximum_nothing_is_found if {
	_found(object.union(_pod(_container({"limits": {"memory": "1Ti"}}), {}), {"owner": []})) == {["organisation", _at("limits", "memory")]}
	_found(object.union(_pod(_container({"limits": {"cpu": "99"}}), {}), {"owner": []})) == set()
}

test_a_pod_cannot_take_more_for_one_of_its_containers if {
	spec := {"resources": {"limits": {"memory": "9Gi"}}, "containers": [{"name": "a"}]}
	_found_at(_pod(spec, {}), "1.34") == {["pod_tenant", ["spec", "resources", "limits", "memory"]]}
	_found_at(_pod(spec, {}), "1.33") == set()
}

test_an_unknown_limit_is_open_under_a_maximum if {
	unknown := {"/spec/containers/0/resources/limits/memory": true}
	_found(_pod(_container({}), unknown)) == {["unknown", _at("limits", "memory")]}
	_found(object.union(_pod(_container({}), {"/spec/containers/0/resources/limits/cpu": true}), {"owner": []})) == set()
}

test_tasks_of_ecs_count_in_mebibytes if {
	found := _found(_task({"container_definitions": `[{"name": "a", "memory": 8193}, {"name": "b", "memory": "64"}]`}, {}))
	found == {["tenant", ["container_definitions"]]}
	_found(_task({"memory": "16384", "container_definitions": `[{"name": "a"}]`}, {})) == found
	_found(_task({"memory": "16384", "container_definitions": `[{"name": "a"}, {"name": "b"}]`}, {})) == set()
	_found(_task({}, {"/container_definitions": true})) == {["unknown", ["container_definitions"]]}
}
