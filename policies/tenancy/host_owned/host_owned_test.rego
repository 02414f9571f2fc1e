package tenancy.host_owned_test

import data.tenancy.host_owned

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false, "owns": ["hosts"]},
	"search": {"teams": ["acme/search"], "steward": false, "owns": ["namespaces"]},
}

_ingress(host) := {
	"id": "i",
	"type": "networking.k8s.io/Ingress",
	"namespace": "search-prod",
	"object": {"metadata": {"name": "web"}, "spec": {"rules": [{"host": host}]}},
	"unknown": {},
	"owner": ["search"],
	"pathOwner": ["search"],
}

_claim(namespace, owner, claims) := {"namespace": namespace, "name": "web", "owner": owner, "claims": claims}

_found(resource, owners, hosts, tenants) := {[finding.messageId, finding.path] |
	some finding in host_owned.findings with input as {
		"resources": [resource],
		"facts": {"tenants": tenants, "hostOwners": owners, "hosts": hosts},
	}
}

_place := ["spec", "rules", 0, "host"]

test_a_host_of_another_tenant_is_found if {
	_found(_ingress("api.pay.example"), {"api.pay.example": ["payments"]}, {}, _tenants) == {["foreign", _place]}
}

test_ones_own_host_is_quiet if _found(_ingress("a.example"), {"a.example": ["search"]}, {}, _tenants) == set()

test_a_host_of_nobody_is_found_where_hosts_are_listed if {
	_found(_ingress("b.example"), {}, {}, _tenants) == set()
	theirs := object.union(_ingress("b.example"), {"owner": ["payments"]})
	_found(theirs, {"b.example": []}, {}, _tenants) == {["unowned", _place]}
}

test_a_host_that_another_tenant_claims_is_found if {
	claims := {"b.example": [_claim("search-prod", ["search"], ["b.example/"]), _claim("payments-prod", ["payments"], ["b.example/x"])]}
	_found(_ingress("b.example"), {}, claims, _tenants) == {["taken", _place]}
}

test_paths_of_one_tenant_may_be_split_over_namespaces if {
	own := _claim("search-prod", ["search"], ["b.example/"])
	_found(_ingress("b.example"), {}, {"b.example": [own, _claim("search-dev", ["search"], ["b.example/x"])]}, _tenants) == set()
	_found(_ingress("b.example"), {}, {"b.example": [own, _claim("search-dev", ["search"], ["b.example/"])]}, _tenants) == {["taken", _place]}
}

test_one_namespace_may_claim_a_host_twice if {
	own := _claim("search-prod", ["search"], ["b.example/"])
	_found(_ingress("b.example"), {}, {"b.example": [own, own]}, _tenants) == set()
}

test_names_of_the_cluster_are_quiet if {
	_found(_ingress("api.payments.svc.cluster.local"), {"api.payments.svc.cluster.local": ["payments"]}, {}, _tenants) == set()
	_found(_ingress("api"), {"api": ["payments"]}, {}, _tenants) == set()
}

_virtual_service(gateways) := object.union(json.remove(_ingress(""), ["object/spec"]), {
	"type": "networking.istio.io/VirtualService",
	"object": {"spec": {"hosts": ["api.pay.example"], "gateways": gateways}},
})

test_a_virtual_service_claims_at_its_gateways if {
	owners := {"api.pay.example": ["payments"]}
	_found(_virtual_service(["public"]), owners, {}, _tenants) == {["foreign", ["spec", "hosts", 0]]}
	_found(_virtual_service(["mesh"]), owners, {}, _tenants) == set()
}

test_routes_are_read if {
	owners := {"api.pay.example": ["payments"]}
	every kind, place in {
		"gateway.networking.k8s.io/HTTPRoute": ["hostnames"],
		"route.openshift.io/Route": ["host"],
		"projectcontour.io/HTTPProxy": ["virtualhost"],
	} {
		spec := {"hostnames": ["api.pay.example"], "host": "api.pay.example", "virtualhost": {"fqdn": "api.pay.example"}}
		route := object.union(json.remove(_ingress(""), ["object/spec"]), {"type": kind, "object": {"spec": spec}})
		some [message, path] in _found(route, owners, {}, _tenants)
		message == "foreign"
		path[1] == place[0]
	}
}

test_an_unknown_host_is_open if {
	unknown := object.union(_ingress(null), {"unknown": {"/spec/rules/0/host": true}})
	_found(unknown, {}, {}, _tenants) == {["unknown", _place]}
}

test_without_a_registry_it_is_silent if {
	_found(_ingress("a.example"), {}, {"a.example": [_claim("x", [], ["a.example/"])]}, {}) == set()
}
