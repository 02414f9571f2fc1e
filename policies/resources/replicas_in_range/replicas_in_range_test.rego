package resources.replicas_in_range_test

import data.resources.replicas_in_range

_object(spec, unknown) := {
	"id": "o",
	"type": "apps/Deployment",
	"namespace": "payments",
	"owner": ["payments"],
	"object": {"metadata": {"name": "o"}, "spec": spec},
	"unknown": unknown,
}

_found(resource, parameters) := {[finding.messageId, finding.path] |
	some finding in replicas_in_range.findings with input as {
		"resources": [resource],
		"facts": {"limits": {"payments": {"replicas": {"max": 40}}}},
	}
		with data.parameters as parameters
}

_path := ["spec", "replicas"]

test_more_than_the_tenant_may_run_is_found if {
	_found(_object({"replicas": 41}, {}), {}) == {["tenant", _path]}
	_found(_object({"replicas": 40}, {}), {}) == set()
}

test_the_organisation_may_be_stricter if {
	_found(_object({"replicas": 11}, {}), {"RES-008": {"max": 10}}) == {["organisation", _path]}
}

test_fewer_than_the_minimum_is_found if {
	_found(_object({"replicas": 1}, {}), {"RES-008": {"min": 2}}) == {["below", _path]}
}

test_switched_off_and_unsaid_are_quiet if {
	_found(_object({"replicas": 0}, {}), {"RES-008": {"min": 2}}) == set()
	_found(_object({}, {}), {"RES-008": {"min": 2}}) == set()
}

test_an_unknown_number_is_open_where_something_is_configured if {
	unknown := {"/spec/replicas": true}
	_found(_object({}, unknown), {}) == {["unknown", _path]}
	_found(object.union(_object({}, unknown), {"owner": []}), {}) == set()
}
