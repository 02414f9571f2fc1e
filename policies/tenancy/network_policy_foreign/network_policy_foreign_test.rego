package tenancy.network_policy_foreign_test

import data.tenancy.network_policy_foreign

_facts := {
	"tenants": {"payments": {"teams": ["acme/payments"]}, "orders": {"teams": ["acme/orders"]}},
	"namespaceOwners": {"orders-prod": ["orders"], "payments-prod": ["payments"]},
	"selectedNamespaces": [
		{"selector": {"matchLabels": {"team": "orders"}}, "namespaces": [{"name": "orders-prod", "owner": ["orders"]}, {"name": "ingress", "owner": []}]},
		{"selector": {"matchLabels": {"team": "payments"}}, "namespaces": [{"name": "payments-prod", "owner": ["payments"]}]},
	],
}

_policy(type, rule) := {
	"id": "p",
	"type": type,
	"namespace": "payments-prod",
	"object": {"metadata": {"name": "p"}, "spec": {"ingress": [rule]}},
	"unknown": {},
	"owner": ["payments"],
	"pathOwner": ["payments"],
}

_found(type, rule) := {[finding.messageId, finding.path] |
	some finding in network_policy_foreign.findings with input as {"resources": [_policy(type, rule)], "facts": _facts}
}

_kubernetes := "networking.k8s.io/NetworkPolicy"

_cilium := "cilium.io/CiliumNetworkPolicy"

test_another_tenant_is_found if {
	_found(_kubernetes, {"from": [{"namespaceSelector": {"matchLabels": {"team": "orders"}}}]}) == {["foreign", ["spec", "ingress", 0, "from", 0, "namespaceSelector"]]}
}

test_own_namespaces_and_pods_are_quiet if {
	_found(_kubernetes, {"from": [{"namespaceSelector": {"matchLabels": {"team": "payments"}}}, {"podSelector": {}}]}) == set()
}

test_everybody_is_found_however_it_is_written if {
	_found(_kubernetes, {}) == {["everybody", ["spec", "ingress", 0]]}
	_found(_kubernetes, {"from": [{"namespaceSelector": {}}]}) == {["everybody", ["spec", "ingress", 0, "from", 0]]}
	_found(_kubernetes, {"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}) == {["everybody", ["spec", "ingress", 0, "from", 0]]}
	_found(_cilium, {"fromEntities": ["world"]}) == {["everybody", ["spec", "ingress", 0, "fromEntities", 0]]}
}

test_some_pods_of_all_namespaces_are_not_everybody if {
	_found(_kubernetes, {"from": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": "prometheus"}}}]}) == set()
}

test_cilium_names_namespaces_by_a_label if {
	_found(_cilium, {"fromEndpoints": [{"matchLabels": {"k8s:io.kubernetes.pod.namespace": "orders-prod"}}]}) == {["foreign", ["spec", "ingress", 0, "fromEndpoints", 0]]}
	_found(_cilium, {"fromEndpoints": [{"matchLabels": {"app": "x"}}]}) == set()
}

test_an_unknown_list_is_open if {
	policy := object.union(json.remove(_policy(_kubernetes, {}), ["object/spec/ingress"]), {"unknown": {"/spec/ingress": true}})
	found := network_policy_foreign.findings with input as {"resources": [policy], "facts": _facts}
	{finding.messageId | some finding in found} == {"unknown"}
}
