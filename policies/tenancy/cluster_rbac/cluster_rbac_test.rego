package tenancy.cluster_rbac_test

import data.tenancy.cluster_rbac

_tenants := {"payments": {"teams": ["acme/payments"]}, "platform": {"teams": ["acme/platform"]}}

_found(kind, owner, path_owner, tenants) := {finding.messageId |
	resource := {
		"id": "r",
		"type": concat("/", ["rbac.authorization.k8s.io", kind]),
		"namespace": "",
		"object": {"metadata": {"name": "r"}},
		"unknown": {},
		"owner": owner,
		"pathOwner": path_owner,
	}
	some finding in cluster_rbac.findings with input as {"resources": [resource], "facts": {"tenants": tenants}}
}

test_a_tenants_cluster_role_is_found if {
	_found("ClusterRole", [], ["payments"], _tenants) == {"by_tenant"}
	_found("ClusterRoleBinding", ["platform"], ["payments"], _tenants) == {"by_tenant"}
}

test_who_owns_the_cluster_may if _found("ClusterRole", ["payments"], ["payments"], _tenants) == set()

test_a_steward_may if {
	_found("ClusterRole", [], ["platform"], {"platform": {"teams": ["acme/platform"], "steward": true}}) == set()
}

test_files_of_nobody_are_quiet if _found("ClusterRole", [], [], _tenants) == set()

test_a_role_is_quiet if _found("Role", [], ["payments"], _tenants) == set()

test_without_a_registry_it_is_silent if _found("ClusterRole", [], ["payments"], {}) == set()
