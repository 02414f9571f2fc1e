package tenancy.single_tenant_cluster_test

import data.tenancy.single_tenant_cluster

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"search": {"teams": ["acme/search"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_found(resource, clusters, tenants) := {[finding.messageId, finding.path] |
	some finding in single_tenant_cluster.findings with input as {
		"root": {"cluster": "pay"},
		"resources": [resource],
		"facts": {
			"tenants": tenants,
			"clusterOwners": clusters,
			"namespaceOwners": {"search": ["search"], "agents": ["platform"], "payments": ["payments"]},
			"projectOwners": {"search": ["search"]},
		},
	}
}

_object(type, namespace, path_owner) := {
	"id": "o",
	"type": type,
	"namespace": namespace,
	"object": {"metadata": {"name": "o", "namespace": namespace}},
	"unknown": {},
	"pathOwner": path_owner,
}

_map(namespace, path_owner) := _object("core/ConfigMap", namespace, path_owner)

_own := {"": ["payments"]}

test_objects_of_other_tenants_are_found if {
	_found(_map("search", []), _own, _tenants) == {["object", ["metadata", "namespace"]]}
	_found(_map("default", ["search"]), _own, _tenants) == {["object", ["metadata", "namespace"]]}
}

test_ones_own_and_the_platforms_are_quiet if {
	_found(_map("payments", ["search"]), _own, _tenants) == set()
	_found(_map("agents", []), _own, _tenants) == set()
	_found(_map("default", []), _own, _tenants) == set()
}

test_a_shared_cluster_is_for_everybody if _found(_map("search", []), {"": []}, _tenants) == set()

test_a_namespace_is_its_own if {
	namespace := object.union(_object("core/Namespace", "", []), {"object": {"metadata": {"name": "search"}}})
	some [message, _] in _found(namespace, _own, _tenants)
	message == "object"
}

_application(project, path_owner) := object.union(_object("argoproj.io/Application", "argocd", path_owner), {"object": {"spec": {
	"project": project,
	"destination": {"name": "pay"},
}}})

test_an_application_of_another_tenant_is_found if {
	clusters := {"": [], "pay": ["payments"]}
	_found(_application("search", []), clusters, _tenants) == {["application", ["spec", "destination", "name"]]}
	_found(_application("other", ["search"]), clusters, _tenants) == {["application", ["spec", "destination", "name"]]}
	_found(_application("other", ["payments"]), clusters, _tenants) == set()
	_found(_application("other", ["platform"]), clusters, _tenants) == set()
}

test_a_service_account_of_another_tenant_is_found if {
	config := object.union(_object("eksctl.io/ClusterConfig", "", ["payments"]), {"object": {
		"metadata": {"name": "pay"},
		"iam": {"serviceAccounts": [{"metadata": {"name": "a", "namespace": "payments"}}, {"metadata": {"name": "b", "namespace": "search"}}]},
	}})
	_found(config, {"": [], "pay": ["payments"]}, _tenants) == {["object", ["iam", "serviceAccounts", 1, "metadata", "namespace"]]}
}

test_without_a_registry_it_is_silent if _found(_map("search", []), _own, {}) == set()
