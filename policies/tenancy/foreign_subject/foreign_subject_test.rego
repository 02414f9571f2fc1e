package tenancy.foreign_subject_test

import data.tenancy.foreign_subject

_facts := {
	"tenants": {"payments": {"teams": ["acme/payments"]}, "orders": {"teams": ["acme/orders"]}},
	"namespaceOwners": {"payments-prod": ["payments"], "orders-prod": ["orders"], "monitoring": []},
}

_binding(namespace, kind) := {
	"id": "b",
	"type": "rbac.authorization.k8s.io/RoleBinding",
	"namespace": "payments-prod",
	"object": {"metadata": {"name": "b"}, "roleRef": {"name": "admin"}, "subjects": [{"kind": kind, "name": "ci", "namespace": namespace}]},
	"unknown": {},
	"owner": ["payments"],
	"pathOwner": ["payments"],
}

_found(binding, facts) := {[finding.messageId, finding.path] |
	some finding in foreign_subject.findings with input as {"resources": [binding], "facts": facts}
}

test_an_account_of_another_tenant_is_found if {
	_found(_binding("orders-prod", "ServiceAccount"), _facts) == {["foreign", ["subjects", 0, "namespace"]]}
}

test_a_cluster_role_binding_belongs_to_the_owner_of_its_file if {
	binding := object.union(_binding("orders-prod", "ServiceAccount"), {"type": "rbac.authorization.k8s.io/ClusterRoleBinding", "owner": []})
	_found(binding, _facts) == {["foreign", ["subjects", 0, "namespace"]]}
}

test_own_accounts_are_quiet if _found(_binding("payments-prod", "ServiceAccount"), _facts) == set()

test_accounts_of_nobody_are_quiet if {
	_found(_binding("monitoring", "ServiceAccount"), _facts) == set()
	_found(_binding("elsewhere", "ServiceAccount"), _facts) == set()
}

test_groups_are_quiet if _found(_binding("orders-prod", "Group"), _facts) == set()

test_without_a_registry_it_is_silent if {
	_found(_binding("orders-prod", "ServiceAccount"), {"tenants": {}, "namespaceOwners": {}}) == set()
}

test_an_unknown_namespace_is_open if {
	binding := json.remove(object.union(_binding("x", "ServiceAccount"), {"unknown": {"/subjects/0/namespace": true}}), ["object/subjects/0/namespace"])
	_found(binding, _facts) == {["unknown", ["subjects", 0, "namespace"]]}
}
