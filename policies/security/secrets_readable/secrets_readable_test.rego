package security.secrets_readable_test

import data.security.secrets_readable

_found(kind, rule, unknown) := {[finding.messageId, finding.path] |
	role := {
		"id": "r",
		"type": concat("/", ["rbac.authorization.k8s.io", kind]),
		"namespace": "payments",
		"object": {"metadata": {"name": "r"}, "rules": [rule]},
		"unknown": unknown,
	}
	some finding in secrets_readable.findings with input as {"resources": [role]}
}

_secrets(verbs) := {"apiGroups": [""], "resources": ["secrets"], "verbs": verbs}

test_reading_secrets_is_found if {
	_found("Role", _secrets(["get"]), {}) == {["reads_secrets", ["rules", 0]]}
	_found("ClusterRole", _secrets(["list", "watch"]), {}) == {["reads_every_secret", ["rules", 0]]}
}

test_reading_everything_reads_secrets_too if {
	_found("ClusterRole", {"apiGroups": [""], "resources": ["*"], "verbs": ["get"]}, {}) == {["reads_every_secret", ["rules", 0]]}
}

test_writing_secrets_is_quiet if _found("Role", _secrets(["create", "update", "delete"]), {}) == set()

test_secrets_that_are_named_are_quiet if {
	_found("Role", object.union(_secrets(["get"]), {"resourceNames": ["tls"]}), {}) == set()
}

test_entering_pods_is_found if {
	_found("Role", {"apiGroups": [""], "resources": ["pods", "pods/exec"], "verbs": ["create"]}, {}) == {["enters_pods", ["rules", 0]]}
	_found("ClusterRole", {"apiGroups": [""], "resources": ["pods/attach"], "verbs": ["*"]}, {}) == {["enters_every_pod", ["rules", 0]]}
}

test_looking_at_pods_is_quiet if {
	_found("Role", {"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list"]}, {}) == set()
}

test_other_groups_are_quiet if {
	_found("ClusterRole", {"apiGroups": ["example.com"], "resources": ["secrets"], "verbs": ["get"]}, {}) == set()
}

test_every_verb_on_everything_is_another_rule if {
	_found("ClusterRole", {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}, {}) == set()
}

test_an_unknown_resource_is_open_once if {
	found := _found("Role", {"apiGroups": [""], "verbs": ["get", "create"]}, {"/rules/0/resources": true})
	found == {["unknown", ["rules", 0, "resources"]]}
}
