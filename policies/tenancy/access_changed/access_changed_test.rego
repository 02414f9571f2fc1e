package tenancy.access_changed_test

import data.tenancy.access_changed

_tenants := {"payments": {"teams": ["acme/payments"]}}

_side(groups, role) := {
	"type": "rbac.authorization.k8s.io/RoleBinding",
	"object": {"metadata": {"name": "b"}, "roleRef": {"kind": "ClusterRole", "name": role}, "subjects": [{"kind": "Group", "name": group} | some group in groups]},
	"unknown": {},
}

_found(before, after, tenants) := {[finding.messageId, finding.arguments.subject] |
	item := {"id": "c", "type": "rbac.authorization.k8s.io/RoleBinding", "namespace": "payments-prod", "owner": ["payments"], "pathOwner": [], "before": before, "after": after}
	some finding in access_changed.findings with input as {"changes": [item], "facts": {"tenants": tenants}}
}

test_a_group_that_is_added_gains if {
	_found(_side(["a"], "view"), _side(["a", "b"], "view"), _tenants) == {["gains", "group b"]}
	_found(null, _side(["b"], "view"), _tenants) == {["gains", "group b"]}
}

test_a_group_that_is_removed_loses if {
	_found(_side(["a", "b"], "view"), _side(["a"], "view"), _tenants) == {["loses", "group b"]}
	_found(_side(["b"], "view"), null, _tenants) == {["loses", "group b"]}
}

test_another_role_is_a_gain if _found(_side(["a"], "view"), _side(["a"], "admin"), _tenants) == {["gains", "group a"]}

test_the_own_team_is_no_news if _found(null, _side(["github:payments"], "admin"), _tenants) == set()

test_another_order_is_nothing if _found(_side(["a", "b"], "view"), _side(["b", "a"], "view"), _tenants) == set()

test_without_a_registry_it_is_silent if _found(null, _side(["b"], "view"), {}) == set()

test_what_goes_with_its_namespace_is_no_loss if {
	namespace := {
		"id": "n", "type": "core/Namespace", "namespace": "", "owner": ["payments"], "pathOwner": [],
		"before": {"object": {"metadata": {"name": "payments-prod"}}, "unknown": {}}, "after": null,
	}
	binding := {
		"id": "c", "type": "rbac.authorization.k8s.io/RoleBinding", "namespace": "payments-prod", "owner": ["payments"], "pathOwner": [],
		"before": _side(["b"], "view"), "after": null,
	}
	asked := {"changes": [namespace, binding], "facts": {"tenants": _tenants}}
	count(access_changed.findings) == 0 with input as asked
	elsewhere := object.union(namespace, {"before": {"object": {"metadata": {"name": "payments-dev"}}}})
	count(access_changed.findings) == 1 with input as {"changes": [elsewhere, binding], "facts": {"tenants": _tenants}}
}

test_several_are_one_finding if {
	_found(_side(["a", "b", "x"], "view"), _side(["a", "c", "d"], "view"), _tenants) == {
		["gain_several", "group c, group d"],
		["lose_several", "group b, group x"],
	}
}
