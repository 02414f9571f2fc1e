package change.traffic_step_test

import data.change.traffic_step

_run(changes, resources) := {[finding.messageId, finding.subject, finding.path, object.get(finding.arguments, "before", ""), object.get(finding.arguments, "after", "")] |
	some finding in traffic_step.findings with input as {"changes": changes, "resources": resources}
		with data.parameters as {"CHG-010": {"maxStepPoints": 25}}
}

_side(address, type, object) := {"address": address, "type": type, "object": object, "unknown": {}}

_change(address, type, action, before, after) := {"id": address, "address": address, "type": type, "action": action, "before": before, "after": after}

_edit(type, before, after) := _run([_change("x", type, "update", _side("x", type, before), _side("x", type, after))], [])

_record(address, weight) := _side(address, "aws_route53_record", {"name": "api.example.com", "type": "CNAME", "set_identifier": address, "weighted_routing_policy": [{"weight": weight}]})

_weigh(before, after) := _run([_change("blue", "aws_route53_record", "update", _record("blue", before), _record("blue", after))], [_record("blue", after), _record("green", 90)])

test_a_large_step_of_a_record_is_found if {
	_weigh(10, 810) == {["step", "blue", ["weighted_routing_policy", 0, "weight"], "10", "90"]}
}

test_weights_are_shares_of_their_set if {
	_weigh(10, 20) == set()
	_weigh("10", "30") == set()
}

test_two_records_of_one_set_are_one_finding if {
	changes := [
		_change("blue", "aws_route53_record", "update", _record("blue", 90), _record("blue", 10)),
		_change("green", "aws_route53_record", "update", _record("green", 10), _record("green", 90)),
	]
	_run(changes, [_record("blue", 10), _record("green", 90)]) == {["step", "green", ["weighted_routing_policy", 0, "weight"], "10", "90"]}
}

test_a_record_added_to_a_set_takes_its_share if {
	_run([_change("green", "aws_route53_record", "create", null, _record("green", 100))], [_record("blue", 100), _record("green", 100)]) == {["step", "green", ["weighted_routing_policy", 0, "weight"], "0", "50"]}
}

test_a_record_taken_away_leaves_its_share if {
	_run([_change("green", "aws_route53_record", "delete", _record("green", 100), null)], [_record("blue", 100)]) == {["step", "green", ["weighted_routing_policy", 0, "weight"], "50", "0"]}
}

test_a_set_that_is_new_moves_nothing if {
	_run([_change("blue", "aws_route53_record", "create", null, _record("blue", 100))], [_record("blue", 100)]) == set()
}

test_a_record_alone_has_points_of_a_hundred if {
	_run([_change("blue", "aws_route53_record", "update", _record("blue", 10), _record("blue", 90))], [_record("blue", 90)]) == {["step", "blue", ["weighted_routing_policy", 0, "weight"], "10", "90"]}
}

test_a_record_by_latency_is_not_weighted if {
	latency := _side("a", "aws_route53_record", {"name": "api.example.com", "type": "A", "latency_routing_policy": [{"region": "x"}]})
	_run([_change("a", "aws_route53_record", "create", null, latency)], [latency, object.union(latency, {"address": "b"})]) == set()
}

test_another_edit_of_a_record_is_quiet if {
	after := object.union(_record("blue", 10), {"object": {"ttl": 60}})
	_run([_change("blue", "aws_route53_record", "update", _record("blue", 10), after)], [after, _record("green", 90)]) == set()
}

test_a_weight_that_became_unknown_is_open if {
	after := {"address": "blue", "type": "aws_route53_record", "object": {"name": "api.example.com", "type": "CNAME", "weighted_routing_policy": [{}]}, "unknown": {"/weighted_routing_policy/0/weight": true}}
	_run([_change("blue", "aws_route53_record", "update", _record("blue", 10), after)], [after, _record("green", 90)]) == {["unknown", "blue", ["weighted_routing_policy", 0, "weight"], "", ""]}
}

_ingress(weight) := {"metadata": {"annotations": {"external-dns.alpha.kubernetes.io/aws-weight": weight}}, "spec": {"rules": [{"host": "api.example.com"}]}}

test_an_annotation_for_external_dns_is_read if {
	before := _side("x", "networking.k8s.io/Ingress", _ingress("100"))
	after := _side("x", "networking.k8s.io/Ingress", _ingress("0"))
	_run([_change("x", "networking.k8s.io/Ingress", "update", before, after)], [after]) == {["step", "x", ["metadata", "annotations", "external-dns.alpha.kubernetes.io/aws-weight"], "100", "0"]}
}

_action(blue, green) := {"metadata": {"annotations": {"alb.ingress.kubernetes.io/actions.api": {"type": "forward", "forwardConfig": {"targetGroups": [{"serviceName": "blue", "weight": blue}, {"serviceName": "green", "weight": green}]}}}}}

test_an_action_of_a_load_balancer_is_read if {
	count(_edit("networking.k8s.io/Ingress", _action(90, 10), _action(10, 90))) == 1
	_edit("networking.k8s.io/Ingress", _action(90, 10), _action(80, 20)) == set()
}

_listener(blue, green) := {"default_action": [{"type": "forward", "forward": [{"target_group": [{"weight": blue}, {"weight": green}]}]}]}

test_a_listener_is_read if {
	_edit("aws_lb_listener", _listener(90, 10), _listener(10, 90)) == {["step", "x", ["default_action", 0, "forward", 0, "target_group", 1, "weight"], "10", "90"]}
	_edit("aws_lb_listener", _listener(90, 10), _listener(80, 20)) == set()
}

_service(v1, v2) := {"spec": {"http": [{"route": [{"destination": {"host": "api", "subset": "v1"}, "weight": v1}, {"destination": {"host": "api", "subset": "v2"}, "weight": v2}]}]}}

test_a_virtual_service_is_read if {
	_edit("networking.istio.io/VirtualService", _service(90, 10), _service(50, 50)) == {["step", "x", ["spec", "http", 0, "route", 1, "weight"], "10", "50"]}
}

_route(v1, v2) := {"spec": {"rules": [{"backendRefs": [{"name": "v1", "weight": v1}, {"name": "v2", "weight": v2}]}]}}

test_a_route_of_the_gateway_is_read if {
	count(_edit("gateway.networking.k8s.io/HTTPRoute", _route(1, 0), _route(1, 1))) == 1
	_edit("gateway.networking.k8s.io/HTTPRoute", _route(9, 1), _route(18, 2)) == set()
}

test_a_backend_that_is_gone_is_shown_at_its_list if {
	only := {"spec": {"rules": [{"backendRefs": [{"name": "v1"}]}]}}
	_edit("gateway.networking.k8s.io/HTTPRoute", only, _route(0, 1)) == {["step", "x", ["spec", "rules", 0, "backendRefs", 1, "weight"], "0", "100"]}
}

_mesh(blue, green) := {"spec": [{"http_route": [{"action": [{"weighted_target": [{"virtual_node": "blue", "weight": blue}, {"virtual_node": "green", "weight": green}]}]}]}]}

test_a_route_of_the_mesh_is_read if count(_edit("aws_appmesh_route", _mesh(100, 0), _mesh(0, 100))) == 1

_rollout(weights) := {"spec": {"strategy": {"canary": {"steps": [{"setWeight": weight} | some weight in weights]}}}}

test_a_steeper_rollout_is_found if {
	_edit("argoproj.io/Rollout", _rollout([20, 40, 60, 80]), _rollout([10, 80])) == {["rollout_step", "x", ["spec", "strategy", "canary", "steps", 1, "setWeight"], "10", "80"]}
	_edit("argoproj.io/Rollout", _rollout([20, 40, 60, 80]), _rollout([])) == {["rollout_step", "x", ["spec", "strategy"], "0", "100"]}
}

test_a_gentler_rollout_is_quiet if {
	_edit("argoproj.io/Rollout", _rollout([10, 80]), _rollout([20, 60])) == set()
	_edit("argoproj.io/Rollout", _rollout([50]), _rollout([50])) == set()
}
