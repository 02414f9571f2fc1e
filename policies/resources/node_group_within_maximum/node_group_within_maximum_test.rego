package resources.node_group_within_maximum_test

import data.resources.node_group_within_maximum

_resource(type, object, unknown) := {
	"id": "r",
	"address": concat(".", [type, "workers"]),
	"type": type,
	"object": object,
	"unknown": unknown,
}

_found(resource) := _found_with(resource, {"RES-017": {"maxNodes": 10}})

_found_with(resource, parameters) := {[finding.messageId, finding.path, object.get(finding, ["fix", "value"], "")] |
	some finding in node_group_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as parameters
}

_eks := ["scaling_config", 0, "max_size"]

test_a_group_above_the_maximum_is_found if {
	_found(_resource("aws_eks_node_group", {"scaling_config": [{"min_size": 2, "max_size": 11}]}, {})) == {["above", _eks, 10]}
	_found(_resource("aws_autoscaling_group", {"max_size": "50"}, {})) == {["above", ["max_size"], 10]}
	_found(_resource("aws_autoscaling_schedule", {"max_size": 11}, {})) == {["above", ["max_size"], 10]}
}

test_the_maximum_itself_is_quiet if {
	_found(_resource("aws_eks_node_group", {"scaling_config": [{"max_size": 10}]}, {})) == set()
	_found(_resource("aws_autoscaling_schedule", {"max_size": -1}, {})) == set()
}

test_without_a_maximum_nothing_is_found if {
	_found_with(_resource("aws_autoscaling_group", {"max_size": 5000}, {}), {"RES-017": {"maxNodes": null}}) == set()
	_found_with(_resource("aws_autoscaling_group", {}, {"/max_size": true}), {}) == set()
}

test_a_group_that_wants_more_at_once_has_no_fix if {
	_found(_resource("aws_eks_node_group", {"scaling_config": [{"desired_size": 11, "max_size": 12}]}, {})) == {["above", _eks, ""]}
}

test_groups_of_eksctl_count if {
	config := {"metadata": {"name": "live"}, "managedNodeGroups": [{"name": "a", "maxSize": 10}], "nodeGroups": [{"name": "b", "desiredCapacity": 12}, {"name": "c", "maxSize": 11}]}
	_found(_resource("eksctl.io/ClusterConfig", config, {})) == {
		["desired", ["nodeGroups", 0, "desiredCapacity"], ""],
		["above", ["nodeGroups", 1, "maxSize"], 10],
	}
}

test_an_unknown_maximum_is_open if {
	_found(_resource("aws_eks_node_group", {"scaling_config": [{}]}, {"/scaling_config/0/max_size": true})) == {["unknown", _eks, ""]}
	_found(_resource("aws_eks_node_group", {}, {"/scaling_config": true})) == {["unknown", ["scaling_config"], ""]}
}
