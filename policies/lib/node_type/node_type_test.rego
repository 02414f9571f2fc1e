package lib.node_type_test

import data.lib.node_type

_pool(requirements) := {
	"id": "p",
	"type": "karpenter.sh/NodePool",
	"object": {"metadata": {"name": "default"}, "spec": {"template": {"spec": {"requirements": requirements}}}},
	"unknown": {},
}

_types(resource) := types if {
	named := node_type.named with input.resources as [resource]
	types := [found.type | some found in named]
}

_in(label, values) := {"key": label, "operator": "In", "values": values}

test_a_pool_names_types_families_or_categories if {
	_types(_pool([_in("node.kubernetes.io/instance-type", ["m7i.large"])])) == ["m7i.large"]
	_types(_pool([_in("karpenter.k8s.aws/instance-family", ["m7i"])])) == ["m7i.*"]
	_types(_pool([_in("karpenter.k8s.aws/instance-category", ["c", "m"])])) == ["c*", "m*"]
}

test_the_narrowest_requirement_counts if {
	requirements := [
		_in("karpenter.k8s.aws/instance-category", ["m"]),
		_in("karpenter.k8s.aws/instance-family", ["m7i"]),
		_in("karpenter.k8s.aws/instance-size", ["large", "xlarge"]),
	]
	_types(_pool(requirements)) == ["m7i.large", "m7i.xlarge"]
}

test_what_is_excluded_names_nothing if {
	requirement := {"key": "karpenter.k8s.aws/instance-family", "operator": "NotIn", "values": ["t3"]}
	pools := node_type.pools with input.resources as [_pool([requirement])]
	[pool.named | some pool in pools] == [false]
}

test_terraform_names_types_one_by_one if {
	_types({"id": "g", "address": "g", "type": "aws_eks_node_group", "unknown": {}, "object": {"instance_types": ["a", "b"]}}) == ["a", "b"]
	_types({"id": "t", "address": "t", "type": "aws_launch_template", "unknown": {}, "object": {"instance_type": "c"}}) == ["c"]
	overrides := [{"launch_template": [{"override": [{"instance_type": "d"}, {"instance_type": "e"}]}]}]
	_types({"id": "a", "address": "a", "type": "aws_autoscaling_group", "unknown": {}, "object": {"mixed_instances_policy": overrides}}) == ["d", "e"]
}

test_eksctl_names_them_in_three_places if {
	groups := [{"name": "a", "instanceType": "m6i.large"}, {"name": "b", "instanceTypes": ["m5.large"]}, {"name": "c", "instanceType": "mixed", "instancesDistribution": {"instanceTypes": ["c5.large"]}}]
	_types({"id": "c", "type": "eksctl.io/ClusterConfig", "unknown": {}, "object": {"metadata": {"name": "live"}, "nodeGroups": groups}}) == ["m6i.large", "m5.large", "c5.large"]
}

test_unknown_requirements_are_doubts if {
	resource := object.union(_pool([]), {"unknown": {"/spec/template/spec/requirements/0/values": true}})
	found := node_type.unknown with input.resources as [resource]
	[doubt.path | some doubt in found] == [["spec", "template", "spec", "requirements", 0, "values"]]
}
