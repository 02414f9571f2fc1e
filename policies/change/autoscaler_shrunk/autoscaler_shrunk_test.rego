package change.autoscaler_shrunk_test

import data.change.autoscaler_shrunk

_found(type, before, after, unknown) := {[finding.messageId, finding.path] |
	some finding in autoscaler_shrunk.findings with input as {"changes": [{
		"id": "c",
		"type": type,
		"before": {"type": type, "object": {"metadata": {"name": "a"}, "spec": before}, "unknown": {}},
		"after": {"type": type, "object": {"metadata": {"name": "a"}, "spec": after}, "unknown": unknown},
	}]}
		with data.parameters as {"CHG-005": {"reductionPercentMax": 30}}
}

_hpa := "autoscaling/HorizontalPodAutoscaler"

test_more_than_a_third_is_found if {
	_found(_hpa, {"maxReplicas": 100}, {"maxReplicas": 69}, {}) == {["max", ["spec", "maxReplicas"]]}
	_found(_hpa, {"maxReplicas": 100}, {"maxReplicas": 70}, {}) == set()
	_found(_hpa, {"maxReplicas": 10}, {"maxReplicas": 100}, {}) == set()
}

test_the_minimum_counts_too if {
	_found(_hpa, {"minReplicas": 10, "maxReplicas": 20}, {"minReplicas": 5, "maxReplicas": 20}, {}) == {["min", ["spec", "minReplicas"]]}
	_found(_hpa, {"minReplicas": 10, "maxReplicas": 20}, {"maxReplicas": 20}, {}) == {["min", ["spec", "minReplicas"]]}
}

test_keda_has_its_own_names_and_defaults if {
	_found("keda.sh/ScaledObject", {}, {"maxReplicaCount": 50}, {}) == {["max", ["spec", "maxReplicaCount"]]}
	_found("keda.sh/ScaledObject", {"minReplicaCount": 4}, {}, {}) == {["min", ["spec", "minReplicaCount"]]}
	_found("keda.sh/ScaledObject", {}, {"minReplicaCount": 4}, {}) == set()
}

test_what_becomes_unknown_is_open if {
	_found(_hpa, {"maxReplicas": 10}, {}, {"/spec/maxReplicas": true}) == {["unknown", ["spec", "maxReplicas"]]}
}

test_an_added_autoscaler_is_quiet if {
	count(autoscaler_shrunk.findings) == 0 with input as {"changes": [{"id": "c", "type": _hpa, "before": null, "after": {"object": {"spec": {"maxReplicas": 1}}, "unknown": {}}}]}
		with data.parameters as {"CHG-005": {"reductionPercentMax": 30}}
}
