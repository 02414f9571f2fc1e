package change.namespace_defaults_multiplied_test

import data.change.namespace_defaults_multiplied

_side(type, spec, unknown) := {"type": type, "object": {"metadata": {"name": "a"}, "spec": spec}, "unknown": unknown}

_said(before, after) := {[finding.messageId, finding.path] |
	some finding in namespace_defaults_multiplied.findings with input as {"changes": [{"id": "c", "type": after.type, "before": before, "after": after}]}
		with data.parameters as {"CHG-029": {"factorMin": 4}}
}

_quota(before, after) := _said(_side("core/ResourceQuota", {"hard": before}, {}), _side("core/ResourceQuota", {"hard": after}, {}))

test_four_times_as_much_is_found if {
	_quota({"requests.memory": "16Gi"}, {"requests.memory": "64Gi"}) == {["multiplied", ["spec", "hard", "requests.memory"]]}
	_quota({"pods": "10"}, {"pods": 40}) == {["multiplied", ["spec", "hard", "pods"]]}
	_quota({"requests.memory": "16Gi"}, {"requests.memory": "65535Mi"}) == set()
}

test_less_and_nothing_before_are_quiet if {
	_quota({"pods": "10"}, {"pods": "2"}) == set()
	_quota({"pods": "0"}, {"pods": "2"}) == set()
	_quota({}, {"pods": "2000"}) == set()
}

_range(item) := _side("core/LimitRange", {"limits": [object.union({"type": "Container"}, item)]}, {})

test_defaults_of_containers_are_found_once if {
	_said(_range({"default": {"memory": "256Mi"}}), _range({"default": {"memory": "1Gi"}})) == {["multiplied", ["spec", "limits", 0, "default", "memory"]]}
	_said(_range({"min": {"memory": "1Mi"}}), _range({"min": {"memory": "1Gi"}})) == set()
}

test_what_became_unknown_is_open if {
	known := _side("core/ResourceQuota", {"hard": {"pods": "10"}}, {})
	unknown := _side("core/ResourceQuota", {"hard": {}}, {"/spec/hard/pods": true})
	_said(known, unknown) == {["unknown", ["spec", "hard", "pods"]]}
	_said(unknown, known) == set()
}
