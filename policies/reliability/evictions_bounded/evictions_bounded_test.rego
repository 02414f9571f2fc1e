package reliability.evictions_bounded_test

import data.reliability.evictions_bounded

_resource(type, name, spec) := {"id": name, "type": type, "namespace": "shop", "object": {"metadata": {"name": name}, "spec": spec}, "unknown": {}}

_template := {"metadata": {"labels": {"app": "api"}}}

_deployment(replicas) := _resource("apps/Deployment", "api", {"replicas": replicas, "template": _template})

_service := _resource("core/Service", "svc", {"selector": {"app": "api"}})

_budget(name, app, bound) := _resource("policy/PodDisruptionBudget", name, object.union({"selector": {"matchLabels": {"app": app}}}, bound))

_hpa(least) := _resource("autoscaling/HorizontalPodAutoscaler", "hpa", {"minReplicas": least, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}})

_found(resources, facts) := {[finding.messageId, finding.subject, object.get(finding, ["fix", "value"], "")] |
	some finding in evictions_bounded.findings with input as {"root": {"key": "r", "cluster": "live"}, "resources": resources, "facts": facts}
}

_whole := {"complete": {"shop": true}, "objects": {}}

test_replicas_without_a_budget_are_found_where_everything_was_read if {
	_found([_deployment(3), _service], _whole) == {["missing", "api", ""]}
	_found([_deployment(1), _service], _whole) == set()
	_found([_deployment(3)], _whole) == set()
}

test_a_pull_request_is_told_where_its_root_keeps_budgets if {
	_found([_deployment(3), _service], {}) == set()
	_found([_deployment(3), _service, _budget("web", "web", {"minAvailable": 1})], {}) == {["missing", "api", ""]}
}

test_a_budget_here_or_elsewhere_will_do if {
	_found([_deployment(3), _service, _budget("b", "api", {"maxUnavailable": 1})], _whole) == set()
	elsewhere := {"type": "policy/PodDisruptionBudget", "name": "b", "root": "other", "spec": {"selector": {"matchLabels": {"app": "api"}}}}
	_found([_deployment(3), _service], object.union(_whole, {"objects": {"shop": [elsewhere]}})) == set()
	policy := {"type": "kyverno.io/ClusterPolicy", "name": "p", "generates": ["PodDisruptionBudget"]}
	_found([_deployment(3), _service], object.union(_whole, {"objects": {"": [policy]}})) == set()
}

test_a_budget_that_lets_nothing_go_is_found if {
	_found([_deployment(3), _budget("b", "api", {"maxUnavailable": 0})], {}) == {["blocks", "b", 1]}
	_found([_budget("b", "api", {"maxUnavailable": "0%"})], {}) == {["blocks", "b", ""]}
	_found([_budget("b", "api", {"minAvailable": "100%"})], {}) == {["blocks", "b", ""]}
	_found([_deployment(0), _budget("b", "api", {"maxUnavailable": 0})], {}) == set()
}

test_a_budget_of_as_many_as_there_are_is_found if {
	_found([_deployment(3), _budget("b", "api", {"minAvailable": 3})], {}) == {["blocks_all", "b", 2]}
	_found([_deployment(1), _budget("b", "api", {"minAvailable": 1})], {}) == {["blocks_all", "b", ""]}
	_found([_deployment(3), _budget("b", "api", {"minAvailable": "90%"})], {}) == {["blocks_all", "b", ""]}
	_found([_deployment(3), _budget("b", "api", {"minAvailable": 2})], {}) == set()
}

test_the_fewest_that_an_autoscaler_leaves_count if {
	_found([_deployment(9), _hpa(2), _budget("b", "api", {"minAvailable": 2})], {}) == {["blocks_all", "b", 1]}
	_found([_deployment(9), _hpa(4), _budget("b", "api", {"minAvailable": 2})], {}) == set()
}

test_pods_that_nobody_can_count_are_quiet if {
	_found([_resource("apps/Deployment", "api", {"template": _template}), _budget("b", "api", {"minAvailable": 1})], {}) == set()
	elsewhere := {"type": "apps/StatefulSet", "name": "x", "root": "other", "labels": {"app": "api"}}
	_found([_deployment(2), _budget("b", "api", {"minAvailable": 2})], {"objects": {"shop": [elsewhere]}}) == set()
}

test_two_budgets_for_one_pod_are_told_once if {
	first := _budget("a", "api", {"maxUnavailable": 1})
	_found([_deployment(3), first, _budget("b", "api", {"maxUnavailable": 1})], {}) == {["several", "b", ""]}
	_found([_deployment(3), first, _budget("b", "web", {"maxUnavailable": 1})], {}) == set()
}

test_an_unknown_bound_is_open if {
	unknown := object.union(_budget("b", "api", {}), {"unknown": {"/spec/minAvailable": true}})
	_found([_deployment(3), _service, unknown], _whole) == {["unknown", "b", ""]}
}
