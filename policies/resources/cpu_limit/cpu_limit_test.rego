package resources.cpu_limit_test

import data.resources.cpu_limit

_pod(spec, unknown) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"owner": [],
	"object": {"metadata": {"name": "p"}, "spec": spec},
	"unknown": unknown,
}

_container(resources) := {"containers": [{"name": "a", "resources": resources}]}

_found(resource, wanted) := {[finding.messageId, finding.path] |
	some finding in cpu_limit.findings with input as {
		"kubernetesVersion": "1.34",
		"resources": [resource],
		"facts": {"limitRanges": {"defaulted": {"limits": {"cpu": "1"}}}},
	}
		with data.parameters as {"RES-003": {"cpuLimits": wanted}}
}

_path := ["spec", "containers", 0, "resources", "limits", "cpu"]

test_nobody_is_asked_before_somebody_decides if {
	_found(_pod(_container({}), {}), null) == set()
	_found(_pod(_container({"limits": {"cpu": "1"}}), {}), null) == set()
	_found(_pod(_container({}), {"/spec/containers": true}), null) == set()
}

test_a_missing_limit_is_found_where_one_is_required if {
	_found(_pod(_container({}), {}), "require") == {["missing", _path]}
	_found(_pod(_container({"limits": {"cpu": "1"}}), {}), "require") == set()
}

test_a_default_of_the_namespace_is_a_limit if {
	_found(object.union(_pod(_container({}), {}), {"namespace": "defaulted"}), "require") == set()
}

test_a_limit_is_found_where_none_is_wanted if {
	_found(_pod(_container({"limits": {"cpu": 2}}), {}), "forbid") == {["forbidden", _path]}
	_found(_pod(_container({"requests": {"cpu": "1"}}), {}), "forbid") == set()
}

test_a_limit_of_the_pod_is_one_too if {
	pod := _pod(object.union(_container({}), {"resources": {"limits": {"cpu": "1"}}}), {})
	_found(pod, "forbid") == {["pod_forbidden", ["spec", "resources", "limits", "cpu"]]}
	_found(pod, "require") == set()
}

test_an_unknown_limit_is_open_either_way if {
	every wanted in ["require", "forbid"] {
		_found(_pod(_container({}), {"/spec/containers/0/resources/limits/cpu": true}), wanted) == {["unknown", _path]}
	}
}
