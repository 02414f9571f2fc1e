package change.cluster_access_test

import data.change.cluster_access

_found(change) := {[finding.messageId, finding.path] |
	some finding in cluster_access.findings with input as {"changes": [object.union({"id": "c", "address": "x"}, change)]}
}

_map(text) := {"object": {"metadata": {"name": "aws-auth", "namespace": "kube-system"}, "data": {"mapRoles": text}}, "unknown": {}}

test_an_edited_mapping_is_found if {
	_found({"type": "core/ConfigMap", "action": "update", "before": _map("- a"), "after": _map("- b")}) == {["mapping", ["data", "mapRoles"]]}
}

test_a_made_or_removed_mapping_is_found if {
	_found({"type": "core/ConfigMap", "action": "create", "before": null, "after": _map("- a")}) == {["mapping", ["data", "mapRoles"]]}
	_found({"type": "core/ConfigMap", "action": "delete", "before": _map("- a"), "after": null}) == {["mapping", ["data", "mapRoles"]]}
}

test_another_config_map_is_quiet if {
	side := {"object": {"metadata": {"name": "app", "namespace": "kube-system"}, "data": {"mapRoles": "a"}}, "unknown": {}}
	_found({"type": "core/ConfigMap", "action": "create", "before": null, "after": side}) == set()
}

test_the_same_mapping_is_quiet if {
	_found({"type": "core/ConfigMap", "action": "update", "before": _map("- a"), "after": _map("- a\n")}) == set()
}

test_terraform_keeps_a_mapping_too if {
	before := {"object": {"metadata": [{"name": "aws-auth", "namespace": "kube-system"}], "data": {"mapUsers": "a"}}, "unknown": {}}
	after := {"object": {"metadata": [{"name": "aws-auth", "namespace": "kube-system"}]}, "unknown": {"/data": true}}
	_found({"type": "kubernetes_config_map_v1_data", "action": "update", "before": before, "after": after}) == {["mapping", ["data", "mapRoles"]], ["mapping", ["data", "mapUsers"]], ["mapping", ["data", "mapAccounts"]]}
	_found({"type": "kubernetes_config_map_v1_data", "action": "update", "before": after, "after": after}) == set()
}

_entry(groups) := {"object": {"principal_arn": "arn:aws:iam::1:role/a", "kubernetes_groups": groups}, "unknown": {}}

test_access_entries_are_found if {
	_found({"type": "aws_eks_access_entry", "action": "create", "before": null, "after": _entry(["a"])}) == {["entry_added", []]}
	_found({"type": "aws_eks_access_entry", "action": "update", "before": _entry(["a"]), "after": _entry(["b"])}) == {["entry_changed", ["kubernetes_groups"]]}
	_found({"type": "aws_eks_access_policy_association", "action": "delete", "before": _entry([]), "after": null}) == {["policy_removed", []]}
}

test_tags_of_an_entry_are_quiet if {
	after := {"object": object.union(_entry(["a"]).object, {"tags": {"a": "b"}}), "unknown": {}}
	_found({"type": "aws_eks_access_entry", "action": "update", "before": _entry(["a"]), "after": after}) == set()
}
