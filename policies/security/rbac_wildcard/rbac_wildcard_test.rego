package security.rbac_wildcard_test

import data.security.rbac_wildcard

_role(kind, rule) := {"resources": [{
	"id": "r",
	"type": concat("/", ["rbac.authorization.k8s.io", kind]),
	"namespace": "",
	"object": {"metadata": {"name": "r"}, "rules": [rule]},
	"unknown": {},
}]}

_found(kind, groups, resources, verbs) := {finding.messageId |
	some finding in rbac_wildcard.findings with input as _role(kind, {"apiGroups": groups, "resources": resources, "verbs": verbs})
}

test_everything_is_found_in_both_kinds if {
	_found("ClusterRole", ["*"], ["*"], ["*"]) == {"every_verb"}
	_found("Role", ["*"], ["*"], ["*"]) == {"every_verb"}
	_found("Role", ["apps", ""], ["*"], ["get", "*"]) == {"every_verb"}
}

test_writing_everything_is_found_in_a_cluster_role if {
	_found("ClusterRole", ["*"], ["*"], ["get", "patch"]) == {"writing_verbs"}
	_found("Role", ["*"], ["*"], ["get", "patch"]) == set()
}

test_reading_everything_is_another_rule if _found("ClusterRole", ["*"], ["*"], ["get", "list", "watch"]) == set()

test_wildcards_within_an_api_group_are_ordinary if {
	_found("ClusterRole", ["monitoring.coreos.com"], ["*"], ["*"]) == set()
	_found("Role", ["monitoring.coreos.com"], ["prometheusrules"], ["*"]) == set()
	_found("ClusterRole", [""], ["configmaps"], ["*"]) == set()
}

test_paths_without_resources_are_ordinary if {
	found := rbac_wildcard.findings with input as _role("ClusterRole", {"nonResourceURLs": ["*"], "verbs": ["*"]})
	count(found) == 0
}

_unknown(rule, pointer) := {[finding.kind, finding.path] |
	[role] := _role("ClusterRole", rule).resources
	some finding in rbac_wildcard.findings with input as {"resources": [object.union(role, {"unknown": {pointer: true}})]}
}

test_an_unknown_verb_is_open if {
	_unknown({"apiGroups": ["*"], "resources": ["*"]}, "/rules/0/verbs") == {["open", ["rules", 0, "verbs"]]}
	_unknown({"apiGroups": ["*"], "resources": ["*"], "verbs": ["get", null]}, "/rules/0/verbs/1") == {["open", ["rules", 0, "verbs"]]}
}

test_an_unknown_verb_on_one_resource_is_quiet if {
	_unknown({"apiGroups": ["*"], "resources": ["pods"]}, "/rules/0/verbs") == set()
}
