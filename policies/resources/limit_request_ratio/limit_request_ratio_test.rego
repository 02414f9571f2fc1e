package resources.limit_request_ratio_test

import data.resources.limit_request_ratio

_pod(spec, unknown) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"owner": ["payments"],
	"object": {"metadata": {"name": "p"}, "spec": spec},
	"unknown": unknown,
}

_container(resources) := {"containers": [{"name": "a", "resources": resources}]}

_facts := {"limitRanges": {}, "limits": {"payments": {"container": {"cpu": "2", "memory": "8Gi"}, "replicas": {"max": 40}}}}

_parameters := {"RES-006": {"maxMemoryRatio": 4, "maxCpuRatio": null}}

_found(resource) := _found_at(resource, "1.33")

_found_at(resource, version) := {[finding.messageId, finding.path] |
	some finding in limit_request_ratio.findings with input as {"kubernetesVersion": version, "resources": [resource], "facts": _facts}
		with data.parameters as _parameters
}

_at(kind, name) := ["spec", "containers", 0, "resources", kind, name]

test_a_limit_far_above_the_request_is_found if {
	found := _found(_pod(_container({"requests": {"memory": "100Mi"}, "limits": {"memory": "401Mi"}}), {}))
	found == {["memory", _at("limits", "memory")]}
}

test_the_ratio_itself_is_quiet if {
	_found(_pod(_container({"requests": {"memory": "100Mi"}, "limits": {"memory": "400Mi"}}), {})) == set()
}

test_the_measure_is_the_ratio_in_thousandths if {
	found := limit_request_ratio.findings with input as {
		"kubernetesVersion": "1.33",
		"resources": [_pod(_container({"requests": {"memory": "100Mi"}, "limits": {"memory": "1Gi"}}), {})],
		"facts": _facts,
	}
		with data.parameters as _parameters
	{finding.measure | some finding in found} == {"10240"}
}

test_what_is_not_configured_is_quiet if {
	_found(_pod(_container({"requests": {"cpu": "1m"}, "limits": {"cpu": "9"}}), {})) == set()
}

test_a_request_of_zero_or_none_has_no_ratio if {
	_found(_pod(_container({"requests": {"memory": 0}, "limits": {"memory": "1Gi"}}), {})) == set()
	_found(_pod(_container({"limits": {"memory": "1Gi"}}), {})) == set()
}

test_an_unknown_limit_is_open_where_something_is_requested if {
	unknown := {"/spec/containers/0/resources/limits/memory": true}
	_found(_pod(_container({"requests": {"memory": "1Mi"}}), unknown)) == {["unknown", _at("limits", "memory")]}
	_found(_pod(_container({}), unknown)) == set()
}
