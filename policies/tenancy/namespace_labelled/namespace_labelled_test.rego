package tenancy.namespace_labelled_test

import data.tenancy.namespace_labelled

_parameters := {"owner": ["owner", "team", "team-*"], "environment": ["environment", "environment-*"], "exempt": ["kube-*"]}

_namespace(metadata, unknown) := {
	"id": "n",
	"type": "core/Namespace",
	"object": {"metadata": object.union({"name": "payments-prod"}, metadata)},
	"unknown": unknown,
}

_all(resource, parameters) := found if {
	found := namespace_labelled.findings with input as {"resources": [resource], "facts": {"namespaceOwners": {"payments-prod": ["payments"]}}}
		with data.parameters as {"TEN-005": parameters}
}

_found(metadata, unknown) := {finding.messageId | some finding in _all(_namespace(metadata, unknown), _parameters)}

test_a_namespace_without_labels_says_neither if _found({}, {}) == {"neither"}

test_labels_with_any_prefix_count if {
	_found({"labels": {"acme.example.com/team-name": "payments", "environment": "production"}}, {}) == set()
}

test_an_owner_may_be_an_annotation if {
	_found({"labels": {"environment-name": "dev"}, "annotations": {"owner": "Ren: ren@example.com"}}, {}) == set()
}

test_an_environment_has_to_be_a_label if {
	_found({"labels": {"team": "payments"}, "annotations": {"environment": "dev"}}, {}) == {"environment"}
}

test_empty_values_say_nothing if _found({"labels": {"owner": "", "environment": null}}, {}) == {"neither"}

test_one_that_is_missing_is_named if {
	_found({"labels": {"environment": "dev"}}, {}) == {"owner"}
	_found({"labels": {"owner": "payments"}}, {}) == {"environment"}
}

test_other_labels_say_nothing if {
	_found({"labels": {"app.kubernetes.io/managed-by": "terraform", "steam": "x"}}, {}) == {"neither"}
}

test_the_namespaces_of_kubernetes_are_exempt if {
	namespace := object.union(_namespace({}, {}), {"object": {"metadata": {"name": "kube-system"}}})
	_all(namespace, _parameters) == set()
}

test_a_value_that_is_known_later_is_there if {
	_found({"labels": {"environment": "dev"}}, {"/metadata/labels/acme.example.com~1team": true}) == set()
}

test_unknown_labels_are_open_once if {
	found := _all(_namespace({}, {"/metadata/labels": true}), _parameters)
	{[finding.messageId, finding.kind] | some finding in found} == {["unknown", "open"]}
}

test_one_key_and_one_owner_can_be_written_down if {
	parameters := object.union(_parameters, {"owner": ["acme.example.com/owner"]})
	namespace := _namespace({"labels": {"environment": "dev"}}, {})
	found := _all(namespace, parameters)
	{finding.fix | some finding in found} == {{"op": "add", "path": ["metadata", "labels", "acme.example.com/owner"], "value": "payments"}}
	{finding | some finding in _all(namespace, _parameters); finding.fix} == set()
}
