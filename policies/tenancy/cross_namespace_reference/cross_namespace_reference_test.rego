package tenancy.cross_namespace_reference_test

import data.tenancy.cross_namespace_reference

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"orders": {"teams": ["acme/orders"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_owners := {"payments-prod": ["payments"], "payments-jobs": ["payments"], "orders-prod": ["orders"], "ingress": ["platform"]}

_object(kind, namespace, spec) := {
	"id": "o",
	"type": concat("/", ["gateway.networking.k8s.io", kind]),
	"namespace": namespace,
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": {},
	"owner": object.get(_owners, namespace, []),
	"pathOwner": [],
}

_found(resource, objects) := {[finding.messageId, finding.path] |
	some finding in cross_namespace_reference.findings with input as {"resources": [resource], "facts": {
		"tenants": _tenants,
		"namespaceOwners": _owners,
		"objects": objects,
	}}
}

_route(namespace) := {"rules": [{"backendRefs": [{"name": "api", "port": 80, "namespace": namespace}]}]}

_backend := ["spec", "rules", 0, "backendRefs", 0, "namespace"]

test_a_service_of_another_tenant_is_found if {
	_found(_object("HTTPRoute", "payments-prod", _route("orders-prod")), {}) == {["backend", _backend]}
	_found(_object("GRPCRoute", "payments-prod", _route("orders-prod")), {}) == {["backend", _backend]}
}

test_a_service_of_nobody_is_found if _found(_object("HTTPRoute", "payments-prod", _route("shared")), {}) == {["backend", _backend]}

test_own_services_are_quiet if {
	_found(_object("HTTPRoute", "payments-prod", _route("payments-prod")), {}) == set()
	_found(_object("HTTPRoute", "payments-prod", _route("payments-jobs")), {}) == set()
	_found(_object("HTTPRoute", "payments-prod", {"rules": [{"backendRefs": [{"name": "api"}]}]}), {}) == set()
}

test_the_platform_connects_others if _found(_object("HTTPRoute", "ingress", _route("orders-prod")), {}) == set()

test_a_route_without_a_namespace_is_quiet if _found(_object("HTTPRoute", "", _route("orders-prod")), {}) == set()

test_a_mirror_is_found if {
	spec := {"rules": [{"filters": [{"type": "RequestMirror", "requestMirror": {"backendRef": {"name": "api", "namespace": "orders-prod"}}}]}]}
	_found(_object("HTTPRoute", "payments-prod", spec), {}) == {["mirror", ["spec", "rules", 0, "filters", 0, "requestMirror", "backendRef", "namespace"]]}
}

test_a_certificate_of_another_tenant_is_found if {
	spec := {"listeners": [{"name": "https", "tls": {"certificateRefs": [{"name": "wildcard", "namespace": "orders-prod"}]}}]}
	_found(_object("Gateway", "payments-prod", spec), {}) == {["certificate", ["spec", "listeners", 0, "tls", "certificateRefs", 0, "namespace"]]}
}

_grant(kind, name) := {"orders-prod": [{
	"type": "gateway.networking.k8s.io/ReferenceGrant",
	"name": "g",
	"spec": {
		"from": [{"group": "gateway.networking.k8s.io", "kind": kind, "namespace": "payments-prod"}],
		"to": [object.union({"group": "", "kind": "Service"}, name)],
	},
}]}

test_what_is_granted_is_quiet if {
	route := _object("HTTPRoute", "payments-prod", _route("orders-prod"))
	_found(route, _grant("HTTPRoute", {})) == set()
	_found(route, _grant("HTTPRoute", {"name": "api"})) == set()
	_found(route, _grant("HTTPRoute", {"name": "web"})) == {["backend", _backend]}
	_found(route, _grant("GRPCRoute", {})) == {["backend", _backend]}
}

test_a_grant_to_another_tenant_is_found if {
	spec := {"from": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "namespace": "orders-prod"}], "to": [{"group": "", "kind": "Secret"}]}
	_found(_object("ReferenceGrant", "payments-prod", spec), {}) == {["grant", ["spec", "from", 0, "namespace"]]}
	_found(_object("ReferenceGrant", "orders-prod", spec), {}) == set()
}

test_a_grant_to_the_platform_is_quiet if {
	spec := {"from": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "namespace": "ingress"}], "to": [{"group": "", "kind": "Secret"}]}
	_found(_object("ReferenceGrant", "payments-prod", spec), {}) == set()
}

test_an_unknown_namespace_is_open if {
	route := object.union(_object("HTTPRoute", "payments-prod", {"rules": [{"backendRefs": [{"name": "api"}]}]}), {"unknown": {"/spec/rules/0/backendRefs/0/namespace": true}})
	_found(route, {}) == {["unknown", _backend]}
}
