package lib.namespace_bounds_test

import data.lib.namespace_bounds

_side(type, spec) := {"type": type, "object": {"spec": spec}, "unknown": {}}

test_a_quota_bounds_the_namespace if {
	namespace_bounds.bounds(_side("core/ResourceQuota", {"hard": {"pods": "10", "x": "many"}})) == [{
		"key": ["quota", "pods"],
		"of": "quota",
		"name": "pods",
		"path": ["spec", "hard", "pods"],
		"value": "10",
	}]
}

_values(item) := {[bound.of, bound.value] | some bound in namespace_bounds.bounds(_side("core/LimitRange", {"limits": [item]}))}

test_defaults_of_containers_are_filled_in if {
	_values({"type": "Container", "max": {"memory": "1Gi"}}) == {["max", "1Gi"], ["default", "1Gi"], ["defaultRequest", "1Gi"]}
	_values({"type": "Container", "default": {"memory": "1Gi"}}) == {["default", "1Gi"], ["defaultRequest", "1Gi"]}
	_values({"type": "Container", "default": {"memory": "1Gi"}, "defaultRequest": {"memory": "1Mi"}}) == {["default", "1Gi"], ["defaultRequest", "1Mi"]}
	_values({"type": "PersistentVolumeClaim", "max": {"storage": "1Gi"}}) == {["max", "1Gi"]}
}

test_a_default_that_is_not_written_stands_at_its_element if {
	side := _side("core/LimitRange", {"limits": [{"type": "Container", "max": {"memory": "1Gi"}}]})
	paths := {namespace_bounds.written(side, bound) | some bound in namespace_bounds.bounds(side)}
	paths == {["spec", "limits", 0, "max", "memory"], ["spec", "limits", 0]}
}

test_something_unknown_is_unreadable if {
	namespace_bounds.unreadable({"type": "core/LimitRange", "object": {"spec": {}}, "unknown": {"/spec/limits": true}})
	not namespace_bounds.unreadable(_side("core/ResourceQuota", {}))
}
