package tenancy.cluster_extension_test

import data.tenancy.cluster_extension

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_found(type, owner, path_owner, tenants) := {finding.messageId |
	resource := {
		"id": "r",
		"type": type,
		"object": {"metadata": {"name": "r"}},
		"unknown": {},
		"owner": owner,
		"pathOwner": path_owner,
	}
	some finding in cluster_extension.findings with input as {"resources": [resource], "facts": {"tenants": tenants}}
}

_crd := "apiextensions.k8s.io/CustomResourceDefinition"

test_what_a_tenant_adds_is_found if {
	every type in [_crd, "admissionregistration.k8s.io/MutatingWebhookConfiguration", "scheduling.k8s.io/PriorityClass"] {
		_found(type, [], ["payments"], _tenants) == {"by_tenant"}
	}
}

test_the_owner_of_the_cluster_may if _found(_crd, ["payments"], ["payments"], _tenants) == set()

test_a_steward_may if _found(_crd, [], ["platform"], _tenants) == set()

test_files_of_nobody_are_quiet if _found(_crd, [], [], _tenants) == set()

test_other_kinds_are_quiet if _found("core/ConfigMap", [], ["payments"], _tenants) == set()

test_without_a_registry_it_is_silent if _found(_crd, [], ["payments"], {}) == set()
