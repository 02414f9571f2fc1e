package resources.quota_allocation_test

import data.resources.quota_allocation

_row(changes) := object.union(
	{
		"of": "allocation",
		"name": "payments",
		"resource": "requests.cpu",
		"quota": "",
		"asked": "50",
		"allowed": "40",
		"excess": "10",
		"address": "core/ResourceQuota/payments-api/compute",
		"part": "pod",
		"uncounted": [],
	},
	changes,
)

_quota(hard) := {
	"id": "q",
	"address": "core/ResourceQuota/payments-api/compute",
	"type": "core/ResourceQuota",
	"owner": ["payments"],
	"unknown": {},
	"object": {"spec": {"hard": hard}},
}

_range(item) := {
	"id": "l",
	"address": "core/LimitRange/payments-api/defaults",
	"type": "core/LimitRange",
	"owner": ["payments"],
	"unknown": {},
	"object": {"spec": {"limits": [item]}},
}

_facts(rows) := {
	"excesses": rows,
	"quotas": {"payments": {"requests.cpu": "40"}},
	"limits": {"payments": {"container": {"memory": "8Gi"}, "replicas": {}}},
}

_found(resource, rows) := {[finding.messageId, finding.path] |
	some finding in quota_allocation.findings with input as {"resources": [resource], "facts": _facts(rows)}
		with data.parameters as {}
}

test_quotas_that_hand_out_more_than_there_is_are_found if {
	_found(_quota({"requests.cpu": "30"}), [_row({})]) == {["quota", ["spec", "hard", "requests.cpu"]]}
}

test_another_name_of_the_same_is_found_where_it_is_written if {
	_found(_quota({"cpu": "30"}), [_row({})]) == {["quota", ["spec", "hard", "cpu"]]}
	_found(_quota({"requests.cpu": "30"}), [_row({"resource": "cpu"})]) == {["quota", ["spec", "hard", "requests.cpu"]]}
	_found(_quota({"count/pods": "30"}), [_row({"resource": "pods"})]) == {["quota", ["spec", "hard", "count/pods"]]}
}

test_what_others_ask_for_is_another_rules if {
	_found(_quota({"requests.cpu": "30"}), [_row({"of": "tenant"})]) == set()
	_found(_quota({"requests.cpu": "30"}), [_row({"address": "core/ResourceQuota/other/compute"})]) == set()
}

test_a_range_that_gives_more_than_a_container_may_have_is_found if {
	_found(_range({"type": "Container", "max": {"memory": "16Gi"}, "default": {"memory": "12Gi"}}), []) == {["limit_range", ["spec", "limits", 0, "max", "memory"]]}
	_found(_range({"type": "Container", "default": {"memory": "12Gi"}}), []) == {["limit_range", ["spec", "limits", 0, "default", "memory"]]}
}

test_a_range_within_it_is_quiet if {
	_found(_range({"type": "Container", "max": {"memory": "8Gi", "cpu": "64"}}), []) == set()
	_found(_range({"type": "Pod", "max": {"memory": "32Gi"}}), []) == set()
}

test_what_is_unknown_is_asked_once if {
	unknown := {"/spec/hard": true}
	_found(object.union(_quota({}), {"unknown": unknown}), []) == {["unknown", ["spec", "hard"]]}
	_found(object.union(_range({}), {"unknown": {"/spec/limits": true}}), []) == {["unknown", ["spec", "limits"]]}
}

test_an_unknown_quota_of_nobody_is_quiet if {
	_found(object.union(_quota({}), {"unknown": {"/spec/hard": true}, "owner": []}), []) == set()
}
