package tenancy.priority_tier_test

import data.tenancy.priority_tier

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"orders": {"teams": ["acme/orders"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_objects := {"": [{"type": "scheduling.k8s.io/PriorityClass", "name": "high", "value": 100000}, {"type": "scheduling.k8s.io/PriorityClass", "name": "low", "value": 100}]}

_pod(class, owner) := {
	"id": "w",
	"type": "core/Pod",
	"object": {"metadata": {"name": "api"}, "spec": {"priorityClassName": class}},
	"unknown": {},
	"owner": owner,
	"pathOwner": [],
}

_all(resource, tenants, parameters) := found if {
	found := priority_tier.findings with input as {"resources": [resource], "facts": {"tenants": tenants, "objects": _objects}}
		with data.parameters as {"TEN-026": object.union({"classes": null, "highest": null}, parameters)}
}

_found(class, owner, parameters) := {finding.messageId | some finding in _all(_pod(class, owner), _tenants, parameters)}

test_a_class_of_the_cluster_is_found if {
	_found("system-cluster-critical", ["payments"], {}) == {"system"}
	_found("system-node-critical", ["payments"], {"classes": {"*": ["high"]}}) == {"system"}
	_found("system-node-critical", ["payments"], {"classes": {"payments": ["system-*"]}}) == set()
}

test_other_classes_are_quiet_until_they_are_listed if {
	_found("high", ["payments"], {}) == set()
	_found("high", ["payments"], {"classes": {"orders": ["low"]}}) == set()
}

test_a_class_that_is_not_listed_is_found if {
	_found("high", ["payments"], {"classes": {"payments": ["low"]}}) == {"class"}
	_found("high", ["payments"], {"classes": {"*": ["low"]}}) == {"class"}
	_found("high", ["payments"], {"classes": {"*": ["low"], "payments": ["h*"]}}) == set()
	_found("high", ["orders", "payments"], {"classes": {"*": ["low"], "payments": ["h*"]}}) == set()
}

test_a_value_above_the_tier_is_found if {
	_found("high", ["payments"], {"highest": {"payments": 1000}}) == {"value"}
	_found("high", ["payments"], {"highest": {"*": 100000}}) == set()
	_found("low", ["payments"], {"highest": {"payments": 1000}}) == set()
	_found("elsewhere", ["payments"], {"highest": {"payments": 1000}}) == set()
}

test_one_class_is_one_finding if {
	_found("high", ["payments"], {"classes": {"*": ["low"]}, "highest": {"*": 1000}}) == {"class"}
}

test_larger_is_worse if {
	found := _all(_pod("high", ["payments"]), _tenants, {"highest": {"payments": 1000}})
	{finding.measure | some finding in found} == {"100000"}
}

test_one_class_can_be_written_down if {
	found := _all(_pod("high", ["payments"]), _tenants, {"classes": {"payments": ["low"]}})
	{finding.fix.value | some finding in found} == {"low"}
	wider := _all(_pod("high", ["payments"]), _tenants, {"classes": {"payments": ["low-*"]}})
	{finding | some finding in wider; finding.fix} == set()
}

test_the_platform_and_nobody_are_quiet if {
	_found("system-cluster-critical", ["platform"], {}) == set()
	_found("system-cluster-critical", [], {}) == set()
	_all(_pod("system-cluster-critical", ["payments"]), {}, {}) == set()
	_all(object.union(_pod("system-cluster-critical", ["payments"]), {"namespace": "kube-system"}), _tenants, {}) == set()
}

test_an_unknown_class_is_open if {
	pod := object.union(json.remove(_pod("x", ["payments"]), ["object/spec/priorityClassName"]), {"unknown": {"/spec/priorityClassName": true}})
	{finding.kind | some finding in _all(pod, _tenants, {})} == {"open"}
}
