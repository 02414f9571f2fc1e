package change.cluster_access_test

import data.change.cluster_access

_found(change) := {[finding.messageId, finding.path] |
	some finding in cluster_access.findings with input as {"changes": [object.union({"id": "c", "address": "x"}, change)]}
}

_map(text) := {"type": "core/ConfigMap", "object": {"metadata": {"name": "aws-auth", "namespace": "kube-system"}, "data": {"mapRoles": text}}, "unknown": {}}

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
	before := {"type": "kubernetes_config_map_v1_data", "object": {"metadata": [{"name": "aws-auth", "namespace": "kube-system"}], "data": {"mapUsers": "a"}}, "unknown": {}}
	after := {"type": "kubernetes_config_map_v1_data", "object": {"metadata": [{"name": "aws-auth", "namespace": "kube-system"}]}, "unknown": {"/data": true}}
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

_roles(roles) := {"type": "core/ConfigMap", "object": {"metadata": {"name": "aws-auth"}, "data": {"mapRoles": roles}}, "unknown": {}}

_edited(before, after) := {[finding.messageId, finding.path, finding.arguments] |
	some finding in cluster_access.findings with input as {"changes": [{"id": "c", "address": "x", "type": "core/ConfigMap", "action": "update", "before": _roles(before), "after": _roles(after)}]}
}

_role := {"rolearn": "r", "username": "u", "groups": ["a"]}

test_an_edit_tells_who_gains_what if {
	_edited([_role], [{"rolearn": "r", "username": "u", "groups": ["a", "system:masters"]}]) == {["gains", ["data", "mapRoles", 0, "groups", 1], {"map": "x", "principal": "r", "gained": "system:masters", "lost": ""}]}
	_edited([_role], [{"rolearn": "r", "username": "u"}]) == {["loses", ["data", "mapRoles", 0], {"map": "x", "principal": "r", "gained": "", "lost": "a"}]}
	_edited([_role], [{"rolearn": "r", "username": "u", "groups": ["b"]}]) == {["swaps", ["data", "mapRoles", 0, "groups", 0], {"map": "x", "principal": "r", "gained": "b", "lost": "a"}]}
	_edited([_role], [{"rolearn": "r", "username": "v", "groups": ["a"]}]) == {["other_user", ["data", "mapRoles", 0], {"map": "x", "principal": "r", "before": "u", "after": "v"}]}
}

test_an_edit_tells_who_comes_and_who_goes if {
	_edited([_role], [{"rolearn": "s"}, _role]) == {["added_bare", ["data", "mapRoles", 0], {"map": "x", "principal": "s", "rights": ""}]}
	_edited([], [_role]) == {["added", ["data", "mapRoles", 0], {"map": "x", "principal": "r", "rights": "a"}]}
	_edited([_role], []) == {["removed", ["data", "mapRoles"], {"map": "x", "principal": "r", "rights": "a"}]}
}

test_another_order_is_quiet if {
	_edited([_role, {"rolearn": "s"}], [{"rolearn": "s"}, _role]) == set()
}

test_a_mapping_that_cannot_be_read_is_looked_at_as_a_whole if {
	{[entry[0], entry[1]] | some entry in _edited([_role], "- {{ roles }}")} == {["mapping", ["data", "mapRoles"]]}
}

_change_of(type, action, before, after) := {"type": type, "action": action, "before": _of(type, before), "after": _of(type, after)}

_of(_, null) := null

_of(type, object) := {"type": type, "object": object, "unknown": {}} if object != null

test_eksctl_and_the_module_are_read_too if {
	_found(_change_of("eksctl.io/ClusterConfig", "update", {"iamIdentityMappings": []}, {"iamIdentityMappings": [{"arn": "r", "groups": ["system:masters"]}]})) == {["added", ["iamIdentityMappings", 0]]}
	_found(_change_of("module", "update", {"source": "terraform-aws-modules/eks/aws"}, {"source": "terraform-aws-modules/eks/aws", "access_entries": {"a": {"principal_arn": "r"}}})) == {["added_bare", ["access_entries", "a"]]}
}

test_a_new_cluster_changes_nobodys_access if {
	_found(_change_of("eksctl.io/ClusterConfig", "create", null, {"iamIdentityMappings": [{"arn": "r"}]})) == set()
}
