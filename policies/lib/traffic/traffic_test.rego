package lib.traffic_test

import data.lib.traffic

_side(type, object, unknown) := {"type": type, "address": "x", "object": object, "unknown": unknown}

test_weights_become_shares if {
	traffic.shares([{"name": "a", "weight": 1}, {"name": "b", "weight": 3}]) == {"a": 25, "b": 75}
	traffic.shares([{"name": "a", "weight": 0}, {"name": "b", "weight": 0}]) == {"a": 0, "b": 0}
}

test_members_of_one_name_count_together if {
	traffic.shares([{"name": "a", "weight": 1}, {"name": "a", "weight": 1}, {"name": "b", "weight": 2}]) == {"a": 50, "b": 50}
}

_route(refs) := _side("gateway.networking.k8s.io/HTTPRoute", {"spec": {"rules": [{"backendRefs": refs}]}}, {})

test_a_backend_without_a_weight_has_one if {
	[set] := traffic.sets(_route([{"name": "a"}, {"name": "b", "weight": 3}]))
	[member.weight | some member in set.members] == [1, 3]
}

test_a_set_with_an_unknown_weight_is_left_out if {
	side := _side("gateway.networking.k8s.io/HTTPRoute", {"spec": {"rules": [{"backendRefs": [{"name": "a"}]}]}}, {"/spec/rules/0/backendRefs/0/weight": true})
	traffic.sets(side) == []
}

_virtual(routes) := _side("networking.istio.io/VirtualService", {"spec": {"http": [{"route": routes}]}}, {})

test_istio_gives_everything_to_the_only_destination if {
	[set] := traffic.sets(_virtual([{"destination": {"host": "a"}}]))
	[member.weight | some member in set.members] == [1]
	[pair] := traffic.sets(_virtual([{"destination": {"host": "a"}}, {"destination": {"host": "b"}, "weight": 100}]))
	[member.weight | some member in pair.members] == [0, 100]
}

_record(object) := _side("aws_route53_record", object, {})

test_names_of_records_are_compared_as_dns_does if {
	traffic.record(_record({"name": "API.example.com.", "type": "A"})).set == traffic.record(_record({"name": "api.example.com", "type": "A"})).set
	traffic.record(_record({"name": "api", "type": "A"})).set != traffic.record(_record({"name": "api", "type": "AAAA"})).set
}

test_records_by_place_or_health_are_none if {
	not traffic.record(_record({"name": "api", "type": "A", "failover_routing_policy": [{"type": "PRIMARY"}]}))
	not traffic.record(_record({"name": "api", "type": "A", "multivalue_answer_routing_policy": true}))
}

test_an_ingress_without_a_weight_is_none if {
	not traffic.record(_side("networking.k8s.io/Ingress", {"metadata": {}, "spec": {"rules": [{"host": "a"}]}}, {}))
}

test_text_that_is_no_action_is_no_set if {
	side := _side("networking.k8s.io/Ingress", {"metadata": {"annotations": {"alb.ingress.kubernetes.io/actions.a": "{"}}}, {})
	traffic.action_sets(side) == []
}

test_a_rollout_ends_with_everything if {
	[step.share | some step in traffic.steps(_side("argoproj.io/Rollout", {"spec": {"strategy": {"canary": {"steps": [{"setWeight": 20}, {"pause": {}}]}}}}, {}))] == [20, 100]
}
