# METADATA
# title: Node groups within the maximum
# description: No group of machines may grow beyond the number of nodes that the organisation allows.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
#   - ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
#   - ref: https://eksctl.io/usage/schema/
# scope: package
# custom:
#   id: RES-017
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     above: {number: nodes, atMost: max}
#     desired: {number: nodes, atMost: max}
#   scope: resource
#   kinds: [aws_eks_node_group, aws_autoscaling_group, aws_autoscaling_schedule, eksctl.io/ClusterConfig]
#   reads:
#     - "aws_eks_node_group:/scaling_config/0/max_size"
#     - "aws_autoscaling_group:/max_size"
#     - "aws_autoscaling_schedule:/max_size"
#     - "eksctl.io/ClusterConfig:/managedNodeGroups/0/maxSize"
#   needs: [file]
#   parameters:
#     maxNodes: {type: [integer, "null"], minimum: 1, default: null, description: "The most nodes that one group may grow to."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.node_group_within_maximum

import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	max := parameter.value("RES-017", "maxNodes")
	some group in _groups
	some size in _size(group)
	size.nodes > max
	finding := object.union(_fix(group, size, max), {
		"messageId": size.message,
		"subject": group.resource.id,
		"path": size.path,
		"arguments": {"group": group.name, "nodes": size.nodes, "max": max},
		"measure": json.marshal(size.nodes),
	})
}

findings contains finding if {
	parameter.value("RES-017", "maxNodes")
	some group in _groups
	some path in open.paths(group.resource, group.max)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": group.resource.id,
		"path": path,
		"arguments": {"group": group.name},
	}
}

_groups := array.concat(
	[{"resource": resource, "name": resource.address, "max": max} |
		some resource in input.resources
		max := _terraform[resource.type]
	],
	[{"resource": resource, "name": name, "max": array.concat(path, ["maxSize"]), "desired": array.concat(path, ["desiredCapacity"])} |
		some resource in input.resources
		resource.type == "eksctl.io/ClusterConfig"
		some list in ["managedNodeGroups", "nodeGroups"]
		some index, group in value.get(resource, [list])
		is_object(group)
		path := [list, index]
		name := concat("/", [workload.name(resource), object.get(group, "name", json.marshal(index))])
	],
)

_terraform := {
	"aws_eks_node_group": ["scaling_config", 0, "max_size"],
	"aws_autoscaling_group": ["max_size"],
	"aws_autoscaling_schedule": ["max_size"],
}

_size(group) := [{"message": "above", "path": group.max, "nodes": setting.number(value.get(group.resource, group.max))}]

# eksctl makes a group exactly as large as is desired where no maximum is given.
_size(group) := [{"message": "desired", "path": group.desired, "nodes": setting.number(value.get(group.resource, group.desired))}] if {
	value.absent(group.resource, group.max)
}

# Where more nodes are wanted at once, a lower maximum is not all that has to change.
_fix(group, size, max) := {"fix": {"op": "replace", "path": size.path, "value": max}} if {
	size.message == "above"
	every sibling in ["min_size", "desired_size", "desired_capacity", "minSize", "desiredCapacity"] {
		_fits(group, sibling, max)
	}
} else := {}

_fits(group, sibling, max) if {
	path := array.concat(array.slice(group.max, 0, count(group.max) - 1), [sibling])
	setting.number(value.get_or(group.resource, path, 0)) <= max
}
