package tenancy.default_deny_test

import data.tenancy.default_deny

_namespace(name) := {"id": name, "type": "core/Namespace", "namespace": "", "object": {"metadata": {"name": name}}, "unknown": {}}

_policy(spec) := {"id": "p", "type": "networking.k8s.io/NetworkPolicy", "namespace": "shop", "object": {"spec": spec}, "unknown": {}}

_found(resources, objects) := {finding.subject |
	some finding in default_deny.findings with input as {"resources": resources, "facts": {"objects": objects}}
		with data.parameters as {"TEN-018": {"exempt": ["kube-*"]}}
}

test_a_namespace_without_any_is_found if _found([_namespace("shop")], {}) == {"shop"}

test_a_policy_of_every_pod_will_do if {
	_found([_namespace("shop"), _policy({"podSelector": {}})], {}) == set()
	_found([_namespace("shop"), _policy({"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {}}]}]})], {}) == set()
}

test_one_that_lets_everybody_in_will_not if {
	_found([_namespace("shop"), _policy({"podSelector": {}, "ingress": [{}]})], {}) == {"shop"}
	_found([_namespace("shop"), _policy({"podSelector": {}, "policyTypes": ["Egress"]})], {}) == {"shop"}
	_found([_namespace("shop"), _policy({"podSelector": {"matchLabels": {"a": "b"}}})], {}) == {"shop"}
}

test_one_of_another_root_will_do if {
	_found([_namespace("shop")], {"shop": [{"type": "networking.k8s.io/NetworkPolicy", "podSelector": {}, "ingress": 0}]}) == set()
}

test_cilium_will_do if {
	cilium := {"id": "c", "type": "cilium.io/CiliumNetworkPolicy", "namespace": "shop", "object": {"spec": {"endpointSelector": {}}}, "unknown": {}}
	_found([_namespace("shop"), cilium], {}) == set()
	_found([_namespace("shop"), {"id": "w", "type": "cilium.io/CiliumClusterwideNetworkPolicy"}], {}) == set()
}

test_exempt_namespaces_are_quiet if _found([_namespace("kube-system")], {}) == set()
