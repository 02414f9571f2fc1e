package resources.instance_type_allowed_test

import data.resources.instance_type_allowed

_group(object, unknown) := {
	"id": "g",
	"address": "aws_eks_node_group.g",
	"type": "aws_eks_node_group",
	"object": object,
	"unknown": unknown,
}

_pool(requirements) := {
	"id": "p",
	"type": "karpenter.sh/NodePool",
	"object": {"metadata": {"name": "default"}, "spec": {"template": {"spec": {"requirements": requirements}}}},
	"unknown": {},
}

_path := ["spec", "template", "spec", "requirements"]

_found(resource) := _found_with(resource, ["m7i.*", "t3.large", "c7*"])

_found_with(resource, allowed) := {[finding.messageId, finding.path] |
	some finding in instance_type_allowed.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-018": {"allowedTypes": allowed}}
}

_in(label, values) := {"key": label, "operator": "In", "values": values}

test_a_type_that_is_not_listed_is_found if {
	_found(_group({"instance_types": ["m7i.4xlarge", "t3.xlarge"]}, {})) == {["not_allowed", ["instance_types", 1]]}
	_found(_group({"instance_types": ["m7i.4xlarge", "t3.large"]}, {})) == set()
}

test_without_a_list_nothing_is_found if {
	_found_with(_group({"instance_types": ["p5.48xlarge"]}, {}), null) == set()
	_found_with(_group({}, {"/instance_types": true}), null) == set()
	_found_with(_pool([]), null) == set()
}

test_a_family_needs_a_pattern_as_wide if {
	_found(_pool([_in("karpenter.k8s.aws/instance-family", ["m7i", "c7g"])])) == set()
	_found(_pool([_in("karpenter.k8s.aws/instance-family", ["t3"])])) == {["not_allowed", array.concat(_path, [0, "values", 0])]}
	_found(_pool([_in("karpenter.k8s.aws/instance-category", ["c"])])) == {["not_allowed", array.concat(_path, [0, "values", 0])]}
}

test_a_pool_that_names_nothing_is_found if {
	_found(_pool([_in("kubernetes.io/arch", ["amd64"])])) == {["any_type", _path]}
	_found_with(_pool([]), ["*"]) == set()
}

test_an_unknown_type_is_open if {
	_found(_group({}, {"/instance_types": true})) == {["unknown", ["instance_types"]]}
	_found(_group({"instance_types": ["t3.large", null]}, {"/instance_types/1": true})) == {["unknown", ["instance_types", 1]]}
}
