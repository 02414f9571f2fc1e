package resources.namespace_bounded_test

import data.resources.namespace_bounded

_namespace(name) := {"id": name, "type": "core/Namespace", "namespace": "", "object": {"metadata": {"name": name}}, "unknown": {}}

_bound(type, namespace) := {"id": concat(" ", [type, namespace]), "type": type, "namespace": namespace, "object": {}, "unknown": {}}

_found(resources, facts) := {[finding.messageId, finding.subject] |
	some finding in namespace_bounded.findings with input as {"resources": resources, "facts": facts}
		with data.parameters as {"RES-015": {"exempt": ["kube-*"]}}
}

_whole := {"complete": {"shop": true, "kube-system": true}, "objects": {}}

test_what_stands_nowhere_is_found_where_everything_was_read if {
	_found([_namespace("shop")], _whole) == {["neither", "shop"]}
	_found([_namespace("shop"), _bound("core/ResourceQuota", "shop")], _whole) == {["limit_range", "shop"]}
	_found([_namespace("shop"), _bound("core/LimitRange", "shop")], _whole) == {["quota", "shop"]}
	_found([_namespace("kube-system")], _whole) == set()
}

test_a_pull_request_is_told_what_its_root_gives_others if {
	_found([_namespace("shop")], {}) == set()
	_found([_namespace("shop"), _bound("core/ResourceQuota", "web")], {}) == {["quota", "shop"]}
}

test_bounds_of_other_roots_count if {
	objects := {"shop": [{"type": "core/ResourceQuota", "name": "q"}, {"type": "core/LimitRange", "name": "l"}]}
	_found([_namespace("shop")], object.union(_whole, {"objects": objects})) == set()
}

test_bounds_whose_namespace_nobody_says_may_be_here if {
	_found([_namespace("shop"), _bound("core/ResourceQuota", ""), _bound("core/LimitRange", "")], _whole) == set()
}

test_what_a_policy_generates_is_not_missed if {
	policy := {"type": "kyverno.io/ClusterPolicy", "name": "p", "generates": ["ResourceQuota"]}
	_found([_namespace("shop")], object.union(_whole, {"objects": {"": [policy]}})) == {["limit_range", "shop"]}
}
