package change.definition_removed_test

import data.change.definition_removed

_side(type, object, unknown) := {"type": type, "object": object, "unknown": unknown}

_said(type, before, after) := {[finding.messageId, finding.path] |
	some finding in definition_removed.findings with input as {"changes": [{
		"id": "c",
		"type": type,
		"action": _action(after),
		"before": before,
		"after": after,
	}]}
}

_action(null) := "delete"

_action(after) := "update" if after != null

_crd := "apiextensions.k8s.io/CustomResourceDefinition"

_kind(versions) := _side(_crd, {"metadata": {"name": "jobs.acme.example"}, "spec": {"versions": versions}}, {})

_v1 := {"name": "v1", "served": true, "storage": true}

_beta := {"name": "v1beta1", "served": true}

test_a_kind_that_goes_is_found if {
	_said(_crd, _kind([_v1]), null) == {["removed", []]}
}

test_a_version_that_goes_is_found if {
	_said(_crd, _kind([_beta, _v1]), _kind([_v1])) == {["version_removed", ["spec", "versions"]]}
	_said(_crd, _side(_crd, {"spec": {"version": "v1beta1"}}, {}), _kind([_v1])) == {["version_removed", ["spec", "versions"]]}
}

test_a_version_that_is_no_longer_served_is_found if {
	_said(_crd, _kind([_beta, _v1]), _kind([object.union(_beta, {"served": false}), _v1])) == {["version_not_served", ["spec", "versions", 0, "served"]]}
}

test_a_version_that_comes_or_was_not_served_is_quiet if {
	_said(_crd, _kind([_v1]), _kind([_v1, _beta])) == set()
	_said(_crd, _kind([object.union(_beta, {"served": false}), _v1]), _kind([object.union(_beta, {"served": false, "deprecated": true}), _v1])) == set()
}

_hooks := "admissionregistration.k8s.io/ValidatingWebhookConfiguration"

_webhooks(list) := _side(_hooks, {"metadata": {"name": "guard"}, "webhooks": list}, {})

_hook(more) := object.union({"name": "pods.guard.example"}, more)

test_a_failure_policy_that_changes_is_found if {
	_said(_hooks, _webhooks([_hook({"failurePolicy": "Fail"})]), _webhooks([_hook({"failurePolicy": "Ignore"})])) == {["ignored", ["webhooks", 0, "failurePolicy"]]}
	_said(_hooks, _webhooks([_hook({})]), _webhooks([_hook({"failurePolicy": "Ignore"})])) == {["ignored", ["webhooks", 0, "failurePolicy"]]}
	_said(_hooks, _webhooks([_hook({"failurePolicy": "Ignore"})]), _webhooks([_hook({})])) == {["refused", ["webhooks", 0, "failurePolicy"]]}
}

test_a_default_that_is_written_down_is_quiet if {
	_said(_hooks, _webhooks([_hook({})]), _webhooks([_hook({"failurePolicy": "Fail"})])) == set()
	_said(_hooks, _webhooks([]), _webhooks([_hook({"failurePolicy": "Fail"})])) == set()
}

test_an_admission_policy_is_read_as_well if {
	type := "admissionregistration.k8s.io/ValidatingAdmissionPolicy"
	_said(type, _side(type, {"spec": {}}, {}), _side(type, {"spec": {"failurePolicy": "Ignore"}}, {})) == {["ignored", ["spec", "failurePolicy"]]}
}

test_what_became_unknown_is_open if {
	unknown := object.union(_webhooks([_hook({})]), {"unknown": {"/webhooks/0/failurePolicy": true}})
	_said(_hooks, _webhooks([_hook({})]), unknown) == {["unknown", ["webhooks", 0, "failurePolicy"]]}
	_said(_hooks, unknown, _webhooks([_hook({})])) == set()
}
