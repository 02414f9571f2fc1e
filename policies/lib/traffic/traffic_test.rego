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

test_text_that_is_no_action_is_no_set if {
	side := _side("networking.k8s.io/Ingress", {"metadata": {"annotations": {"alb.ingress.kubernetes.io/actions.a": "{"}}}, {})
	traffic.action_sets(side) == []
}

test_a_rollout_ends_with_everything if {
	[step.share | some step in traffic.steps(_side("argoproj.io/Rollout", {"spec": {"strategy": {"canary": {"steps": [{"setWeight": 20}, {"pause": {}}]}}}}, {}))] == [20, 100]
}

_named(sets) := {[member.name, member.weight, member.path] | some set in sets; some member in set.members}

test_every_format_has_its_own_place if {
	every type, object in {
		"gateway.networking.k8s.io/TLSRoute": {"spec": {"rules": [{"backendRefs": [{"name": "a", "weight": 1}]}]}},
		"traefik.io/TraefikService": {"spec": {"weighted": {"services": [{"name": "a"}]}}},
		"traefik.containo.us/IngressRouteTCP": {"spec": {"routes": [{"services": [{"name": "a", "weight": 1}]}]}},
		"projectcontour.io/HTTPProxy": {"spec": {"routes": [{"services": [{"name": "a", "weight": 1}]}]}},
		"split.smi-spec.io/TrafficSplit": {"spec": {"backends": [{"service": "a", "weight": 1}]}},
		"serving.knative.dev/Service": {"spec": {"traffic": [{"revisionName": "a", "percent": 1}]}},
		"aws_vpclattice_listener_rule": {"action": [{"forward": [{"target_groups": [{"target_group_identifier": "a", "weight": 1}]}]}]},
		"module": {"listeners": {"https": {"rules": {"r": {"actions": [{"weighted_forward": {"target_groups": [{"target_group_key": "a", "weight": 1}]}}]}}}}},
	} {
		[[member.name, member.weight] | some set in traffic.sets(_side(type, object, {})); some member in set.members] == [["a", 1]]
	}
}

test_the_rest_is_for_who_was_there_before if {
	canary := "nginx.ingress.kubernetes.io/canary-weight"
	_named(traffic.rest_sets(_side("networking.k8s.io/Ingress", {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/canary": "true", canary: "20"}}}, {}))) == {["canary", 20, ["metadata", "annotations", canary]], ["main", 80, ["metadata", "annotations", canary]]}
	traffic.rest_sets(_side("networking.k8s.io/Ingress", {"metadata": {"annotations": {canary: "20"}}}, {})) == []
	alias := {"function_version": "1", "routing_config": [{"additional_version_weights": {"2": 0.25}}]}
	_named(traffic.rest_sets(_side("aws_lambda_alias", alias, {}))) == {["2", 0.25, ["routing_config", 0, "additional_version_weights", "2"]], ["1", 0.75, ["function_version"]]}
	_named(traffic.rest_sets(_side("aws_lambda_alias", {}, {"/function_version": true}))) == {["the next version", 1, ["function_version"]]}
}
