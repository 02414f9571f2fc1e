package resources.keda_within_maximum_test

import data.resources.keda_within_maximum

_object(type, spec, unknown) := {
	"id": "o",
	"type": type,
	"namespace": "payments",
	"owner": ["payments"],
	"object": {"metadata": {"name": "o"}, "spec": spec},
	"unknown": unknown,
}

_found(resource, parameters) := {[finding.messageId, finding.path, object.get(finding, ["fix", "op"], "")] |
	some finding in keda_within_maximum.findings with input as {
		"resources": [resource],
		"facts": {"limits": {"payments": {"replicas": {"max": 40}}}},
	}
		with data.parameters as parameters
}

_path := ["spec", "maxReplicaCount"]

test_more_than_the_tenant_may_run_is_found if {
	every type in ["keda.sh/ScaledObject", "keda.sh/ScaledJob"] {
		_found(_object(type, {"maxReplicaCount": 41}, {}), {}) == {["tenant", _path, "replace"]}
		_found(_object(type, {"maxReplicaCount": 40}, {}), {}) == set()
	}
}

test_without_a_number_it_is_a_hundred if {
	_found(_object("keda.sh/ScaledObject", {}, {}), {}) == {["tenant_default", _path, "add"]}
	_found(_object("keda.sh/ScaledObject", {}, {}), {"RES-013": {"maxReplicas": 10}}) == {["organisation_default", _path, "add"]}
}

test_an_unknown_number_is_open if {
	_found(_object("keda.sh/ScaledObject", {}, {"/spec/maxReplicaCount": true}), {}) == {["unknown", _path, ""]}
}

test_other_kinds_are_quiet if {
	_found(_object("apps/Deployment", {"maxReplicaCount": 1000}, {}), {}) == set()
}
