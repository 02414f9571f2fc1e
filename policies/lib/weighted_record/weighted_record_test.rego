package lib.weighted_record_test

import data.lib.weighted_record

_side(type, object, unknown) := {"type": type, "address": "x", "object": object, "unknown": unknown}

_record(object) := _side("aws_route53_record", object, {})

test_names_of_records_are_compared_as_dns_does if {
	weighted_record.of(_record({"name": "API.example.com.", "type": "A"})).set == weighted_record.of(_record({"name": "api.example.com", "type": "A"})).set
	weighted_record.of(_record({"name": "api", "type": "A"})).set != weighted_record.of(_record({"name": "api", "type": "AAAA"})).set
}

test_records_by_place_or_health_are_none if {
	not weighted_record.of(_record({"name": "api", "type": "A", "failover_routing_policy": [{"type": "PRIMARY"}]}))
	not weighted_record.of(_record({"name": "api", "type": "A", "multivalue_answer_routing_policy": true}))
}

test_an_ingress_without_a_weight_is_none if {
	not weighted_record.of(_side("networking.k8s.io/Ingress", {"metadata": {}, "spec": {"rules": [{"host": "a"}]}}, {}))
}
