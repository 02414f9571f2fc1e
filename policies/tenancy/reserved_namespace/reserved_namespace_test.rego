package tenancy.reserved_namespace_test

import data.tenancy.reserved_namespace

_found(namespace, metadata, unknown) := {[finding.messageId, finding.path] |
	pod := {"id": "p", "type": "core/Pod", "namespace": namespace, "object": {"metadata": metadata, "spec": {}}, "unknown": unknown}
	some finding in reserved_namespace.findings with input as {"resources": [pod]}
		with data.parameters as {"TEN-004": {"namespaces": ["default", "kube-system"]}}
}

test_default_and_kube_system_are_found if {
	_found("default", {"namespace": "default"}, {}) == {["reserved", ["metadata", "namespace"]]}
	_found("kube-system", {"namespace": "kube-system"}, {}) == {["reserved", ["metadata", "namespace"]]}
}

test_a_namespace_that_is_not_set_is_not_default if _found("", {"name": "p"}, {}) == set()

test_other_namespaces_are_quiet if _found("payments-default", {"namespace": "payments-default"}, {}) == set()

test_an_unknown_namespace_is_open if _found("", {}, {"/metadata/namespace": true}) == {["unknown", ["metadata", "namespace"]]}
