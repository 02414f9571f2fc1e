package security.rbac_escalation_test

import data.security.rbac_escalation

_input(rule, unknown) := {"resources": [{
	"id": "r",
	"type": "rbac.authorization.k8s.io/ClusterRole",
	"namespace": "",
	"object": {"metadata": {"name": "r"}, "rules": [rule]},
	"unknown": unknown,
}]}

_found(rule) := {[finding.messageId, finding.path] | some finding in rbac_escalation.findings with input as _input(rule, {})}

_rbac(verbs) := {"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"], "verbs": verbs}

test_bind_and_escalate_are_found_one_by_one if {
	_found(_rbac(["get", "bind", "escalate"])) == {
		["grants_more", ["rules", 0, "verbs", 1]],
		["grants_more", ["rules", 0, "verbs", 2]],
	}
}

test_every_verb_on_roles_holds_them_too if _found(_rbac(["*"])) == {["grants_more", ["rules", 0, "verbs", 0]]}

test_impersonation_is_found if {
	_found({"apiGroups": [""], "resources": ["users"], "verbs": ["impersonate"]}) == {["acts_as_others", ["rules", 0, "verbs", 0]]}
	_found({"apiGroups": ["authentication.k8s.io"], "resources": ["userextras/scopes"], "verbs": ["impersonate"]}) == {["acts_as_others", ["rules", 0, "verbs", 0]]}
}

test_named_roles_may_be_bound if {
	_found(object.union(_rbac(["bind"]), {"resourceNames": ["payments-reader"]})) == set()
	count(_found(object.union(_rbac(["bind"]), {"resourceNames": ["cluster-admin"]}))) == 1
	count(_found(object.union(_rbac(["bind"]), {"resourceNames": []}))) == 1
}

test_other_verbs_and_resources_are_quiet if {
	_found(_rbac(["get", "list", "create"])) == set()
	_found({"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}) == set()
	_found({"apiGroups": ["example.com"], "resources": ["users"], "verbs": ["impersonate"]}) == set()
}

test_every_verb_on_everything_is_another_rule if _found({"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}) == set()

test_an_unknown_verb_is_open_once if {
	found := rbac_escalation.findings with input as _input({"apiGroups": ["*"], "resources": ["*"]}, {"/rules/0/verbs": true})
	{finding.kind | some finding in found} == {"open"}
	count(found) == 1
}
