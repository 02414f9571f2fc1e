package tenancy.external_service_test

import data.tenancy.external_service

_found(spec, unknown) := {[finding.messageId, finding.path] |
	service := {"id": "s", "type": "core/Service", "namespace": "shop", "object": {"metadata": {"name": "db"}, "spec": spec}, "unknown": unknown}
	some finding in external_service.findings with input as {"resources": [service]}
}

test_a_name_outside_is_found if {
	_found({"type": "ExternalName", "externalName": "db.example.com"}, {}) == {["external_name", ["spec", "type"]]}
}

test_an_alias_in_the_cluster_is_quiet if {
	_found({"type": "ExternalName", "externalName": "web.other.svc.cluster.local"}, {}) == set()
	_found({"type": "ExternalName", "externalName": "web.other.svc"}, {}) == set()
}

test_foreign_addresses_are_found if {
	_found({"externalIPs": ["10.1.2.3"]}, {}) == {["external_addresses", ["spec", "externalIPs"]]}
}

test_ordinary_services_are_quiet if {
	_found({"type": "ClusterIP", "ports": []}, {}) == set()
	_found({"externalIPs": []}, {}) == set()
}

test_an_unknown_type_is_open if _found({}, {"/spec/type": true}) == {["unknown", ["spec", "type"]]}
