package lib.cluster_access_test

import data.lib.cluster_access

_side(type, object) := {"type": type, "object": object, "unknown": {}}

_told(side) := {[entry.principal, entry.user, [right.name | some right in entry.rights]] | some entry in cluster_access.entries(side)}

_config_map(written) := _side("core/ConfigMap", {"metadata": {"name": "aws-auth", "namespace": "kube-system"}, "data": written})

test_the_config_map_lists_roles_users_and_accounts if {
	_told(_config_map({
		"mapRoles": [{"rolearn": "r", "username": "u", "groups": ["system:masters", "b"]}],
		"mapUsers": [{"userarn": "p"}],
		"mapAccounts": ["1", "2"],
	})) == {["r", "u", ["system:masters", "b"]], ["p", "", []], ["1", "", []], ["2", "", []]}
}

test_paths_lead_to_the_line if {
	[entry] := cluster_access.entries(_config_map({"mapRoles": [{"rolearn": "r", "groups": ["g"]}]}))
	entry.path == ["data", "mapRoles", 0]
	entry.rights == [{"name": "g", "path": ["data", "mapRoles", 0, "groups", 0]}]
}

test_text_that_does_not_parse_is_nobody if {
	_told(_config_map({"mapRoles": "{{ roles }}"})) == set()
	_told(_side("core/ConfigMap", {"metadata": {"name": "other"}, "data": {"mapRoles": [{"rolearn": "r"}]}})) == set()
}

test_eksctl_has_mappings_and_entries if {
	_told(_side("eksctl.io/ClusterConfig", {
		"iamIdentityMappings": [{"arn": "r", "groups": ["system:masters"]}, {"account": 1}],
		"accessConfig": {"accessEntries": [{
			"principalARN": "p",
			"kubernetesGroups": ["g"],
			"accessPolicies": [
				{"policyARN": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "accessScope": {"type": "namespace", "namespaces": ["a"]}},
				{"policyARN": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "accessScope": {"type": "cluster"}},
			],
		}]},
	})) == {["r", "", ["system:masters"]], ["1", "", []], ["p", "", ["g", "AmazonEKSViewPolicy (a)", "AmazonEKSClusterAdminPolicy"]]}
}

test_the_module_has_its_own_arguments if {
	every source in ["terraform-aws-modules/eks/aws", "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0"] {
		_told(_side("module", {
			"source": source,
			"access_entries": {"ci": {"principal_arn": "r", "policy_associations": {"admin": {"policy_arn": "x/AmazonEKSClusterAdminPolicy"}}}},
			"aws_auth_roles": [{"rolearn": "q", "groups": ["g"]}],
		})) == {["r", "", ["AmazonEKSClusterAdminPolicy"]], ["q", "", ["g"]]}
	}
	_told(_side("module", {"source": "terraform-aws-modules/eks/aws//modules/x", "aws_auth_roles": []})) == set()
	_told(_side("module", {"source": "acme/vpc/aws", "aws_auth_roles": [{"rolearn": "q"}]})) == set()
}

test_who_administers if {
	cluster_access.administers({"name": "system:masters"})
	cluster_access.administers({"name": "AmazonEKSClusterAdminPolicy"})
	not cluster_access.administers({"name": "AmazonEKSClusterAdminPolicy (a)"})
	not cluster_access.administers({"name": "system:nodes"})
}

test_what_a_call_is_read_as_repeats_the_call if {
	call := {"address": "module.live", "type": "module"}
	read := {"address": "module.live:ci:aws_eks_access_entry", "type": "aws_eks_access_entry"}
	cluster_access.repeats(read, [call])
	not cluster_access.repeats(read, [{"address": "module.other", "type": "module"}])
	not cluster_access.repeats({"address": "module.live.aws_eks_access_entry.ci", "type": "aws_eks_access_entry"}, [call])
}
