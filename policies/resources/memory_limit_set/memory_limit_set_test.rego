package resources.memory_limit_set_test

import data.resources.memory_limit_set

_pod(limits) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": {"containers": [{"name": "api", "resources": {"limits": limits}}]}},
	"unknown": {},
}

_input(pod) := {"resources": [pod], "facts": {"limitRanges": {}}}

_limit := "/spec/containers/0/resources/limits/memory"

test_a_container_without_a_limit_is_found if {
	found := memory_limit_set.findings with input as _input(_pod({"cpu": "1"}))
	{finding.messageId | some finding in found} == {"missing"}
	{finding.path | some finding in found} == {["spec", "containers", 0, "resources", "limits", "memory"]}
}

test_a_container_with_a_limit_is_quiet if {
	found := memory_limit_set.findings with input as _input(_pod({"memory": "1Gi"}))
	count(found) == 0
}

test_a_default_of_the_namespace_counts if {
	found := memory_limit_set.findings with input as _input(_pod({}))
		with input.facts.limitRanges as {"payments": {"limits": {"memory": "512Mi"}}}
	count(found) == 0
}

test_an_unknown_limit_is_open if {
	found := memory_limit_set.findings with input as _input(object.union(_pod({}), {"unknown": {_limit: true}}))
	{finding.kind | some finding in found} == {"open"}
}
