package resources.autoscaler_within_maximum_test

import data.resources.autoscaler_within_maximum

_object(spec, unknown) := {
	"id": "o",
	"type": "autoscaling/HorizontalPodAutoscaler",
	"namespace": "payments",
	"owner": ["payments"],
	"object": {"metadata": {"name": "o"}, "spec": spec},
	"unknown": unknown,
}

_found(resource, parameters) := {[finding.messageId, finding.path] |
	some finding in autoscaler_within_maximum.findings with input as {
		"resources": [resource],
		"facts": {"limits": {"payments": {"replicas": {"max": 40}}}},
	}
		with data.parameters as parameters
}

_max := ["spec", "maxReplicas"]

_min := ["spec", "minReplicas"]

test_more_than_the_tenant_may_run_is_found if {
	_found(_object({"maxReplicas": 41}, {}), {}) == {["tenant", _max]}
	_found(_object({"minReplicas": 2, "maxReplicas": 40}, {}), {}) == set()
}

test_the_organisation_may_be_stricter if {
	_found(_object({"maxReplicas": 11}, {}), {"RES-009": {"maxReplicas": 10}}) == {["organisation", _max]}
}

test_the_minimum_is_one_where_none_is_given if {
	parameters := {"RES-009": {"minReplicas": 2}}
	_found(_object({"maxReplicas": 3}, {}), parameters) == {["below", _min]}
	_found(_object({"minReplicas": 2, "maxReplicas": 3}, {}), parameters) == set()
}

test_an_unknown_maximum_is_open if {
	_found(_object({}, {"/spec/maxReplicas": true}), {}) == {["unknown", _max]}
	_found(_object({"maxReplicas": 3}, {"/spec/minReplicas": true}), {}) == set()
}

test_an_unknown_spec_is_one_open_finding if {
	_found(_object(null, {"/spec": true}), {"RES-009": {"minReplicas": 2}}) == {["unknown", ["spec"]]}
}
