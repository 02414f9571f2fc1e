package change.guardrail_loosened_test

import data.change.guardrail_loosened

_side(type, spec, unknown) := {"type": type, "namespace": "payments", "object": {"metadata": {"name": "a"}, "spec": spec}, "unknown": unknown}

_item(before, after) := {"id": "c", "address": "a", "type": before.type, "namespace": "payments", "action": _action(after), "before": before, "after": after}

_action(null) := "delete"

_action(after) := "update" if after != null

_said(changes, objects) := {[finding.messageId, finding.path] |
	some finding in guardrail_loosened.findings with input as {
		"root": {"key": "r"},
		"resources": [],
		"changes": changes,
		"facts": {"objects": {"payments": objects}},
	}
}

_quota(hard) := _side("core/ResourceQuota", {"hard": hard}, {})

_range(item) := _side("core/LimitRange", {"limits": [object.union({"type": "Container"}, item)]}, {})

_policy(spec) := _side("networking.k8s.io/NetworkPolicy", spec, {})

_edit(before, after) := _said([_item(before, after)], [])

test_a_quota_that_grows_is_found if {
	_edit(_quota({"pods": "10"}), _quota({"pods": "11"})) == {["raised", ["spec", "hard", "pods"]]}
	_edit(_quota({"memory": "1Gi"}), _quota({"memory": "1024Mi"})) == set()
	_edit(_quota({"pods": "10"}), _quota({"pods": "9", "services": "3"})) == set()
	_edit(_quota({"pods": "10", "services": "3"}), _quota({"pods": "10"})) == {["dropped", ["spec", "hard"]]}
}

test_another_quota_that_says_the_same_covers_it if {
	beside := [{"type": "core/ResourceQuota", "root": "r", "address": "b", "spec": {"hard": {"pods": "10"}}}]
	_said([_item(_quota({"pods": "10"}), null)], beside) == set()
	_said([_item(_quota({"pods": "10"}), null)], []) == {["removed", []]}
	_said([_item(_quota({"pods": "9"}), null)], beside) == {["removed", []]}
}

test_what_stands_in_the_namespace_goes_with_it if {
	namespace := {"id": "n", "address": "n", "type": "core/Namespace", "namespace": "", "action": "delete", "before": {"object": {"metadata": {"name": "payments"}}}, "after": null}
	_said([_item(_quota({"pods": "10"}), null), namespace], []) == set()
}

test_bounds_of_containers_are_compared if {
	_edit(_range({"max": {"memory": "1Gi"}}), _range({"max": {"memory": "2Gi"}})) == {["raised", ["spec", "limits", 0, "max", "memory"]]}
	_edit(_range({"min": {"memory": "1Gi"}}), _range({"min": {"memory": "1Mi"}})) == {["raised", ["spec", "limits", 0, "min", "memory"]]}
	_edit(_range({"default": {"memory": "1Gi"}}), _range({"default": {"memory": "512Mi"}})) == set()
	_edit(_range({"maxLimitRequestRatio": {"cpu": "2"}}), _range({"maxLimitRequestRatio": {"cpu": 4}})) == {["raised", ["spec", "limits", 0, "maxLimitRequestRatio", "cpu"]]}
}

_web := {"podSelector": {"matchLabels": {"app": "web"}}}

_api(ingress) := _policy({"podSelector": {"matchLabels": {"app": "api"}}, "ingress": ingress})

test_a_policy_that_admits_more_is_found if {
	_edit(_api([{"from": [_web]}]), _api([{"from": [_web, {"namespaceSelector": {}}]}])) == {["admitted", ["spec", "ingress", 0, "from", 1]]}
	_edit(_api([{"from": [_web]}]), _api([{}])) == {["admitted", ["spec", "ingress", 0]]}
	_edit(_api([{"from": [_web], "ports": [{"port": 80}]}]), _api([{"from": [_web]}])) == {["admitted", ["spec", "ingress", 0, "from", 0]]}
}

test_a_policy_that_admits_less_is_quiet if {
	_edit(_api([{"from": [_web]}]), _api([{"from": [_web], "ports": [{"port": 80}]}])) == set()
	_edit(_api([{"from": [_web]}]), _api([])) == set()
	_edit(_api([{"from": [_web]}]), _policy({"podSelector": {}, "ingress": [{"from": [_web]}]})) == set()
}

test_a_policy_that_covers_fewer_pods_is_found if {
	_edit(_policy({"podSelector": {}}), _api([])) == {["turned_away", ["spec", "podSelector"]]}
}

test_a_direction_that_opens_is_found if {
	both := _policy({"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})
	_edit(both, _policy({"podSelector": {}, "policyTypes": ["Ingress"]})) == {["opened", ["spec", "policyTypes"]]}
}

_closed := {"type": "networking.k8s.io/NetworkPolicy", "root": "r", "address": "b", "podSelector": {}, "policyTypes": ["Ingress", "Egress"]}

test_a_policy_that_goes_is_found_where_nothing_else_closes if {
	_said([_item(_api([{"from": [_web]}]), null)], []) == {["removed", []]}
	_said([_item(_api([{"from": [_web]}]), null)], [_closed]) == set()
}

test_what_became_unknown_is_open if {
	unknown := _side("core/ResourceQuota", {"hard": {}}, {"/spec/hard/pods": true})
	_edit(_quota({"pods": "10"}), unknown) == {["unknown", ["spec", "hard", "pods"]]}
	_edit(unknown, _quota({"pods": "10"})) == set()
}
