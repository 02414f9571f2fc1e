# METADATA
# title: Machine types of nodes
# description: |
#   Which types of machines the nodes of a cluster may be of, wherever somebody says it: Terraform, eksctl, Karpenter. A
#   family without sizes is written with a star (m7i.*), and so is a category (c*).
# scope: package
package lib.node_type

import data.lib.open
import data.lib.value
import data.lib.workload

# named are the types that are named, each where it stands.
named := array.flatten([_terraform, _eksctl, _karpenter])

# pools are those of Karpenter; `named` holds where one says which types it starts. The path is where it would.
pools := [{"resource": resource, "path": path, "named": _says(resource, path)} |
	some resource in input.resources
	path := _requirement_paths[resource.type]
]

# doubts are the unknown values that may say which types a pool starts.
doubts(pool) := array.concat(
	open.paths(pool.resource, array.concat(pool.path, ["#", "values", "#"])),
	array.concat(
		open.paths(pool.resource, array.concat(pool.path, ["#", "key"])),
		open.paths(pool.resource, array.concat(pool.path, ["#", "operator"])),
	),
) if {
	count(pool.resource.unknown) > 0
} else := []

# unknown are the unknown values that may name a type.
unknown := array.concat(
	[{"resource": resource, "path": path, "group": _group(resource)} |
		some resource in input.resources
		count(resource.unknown) > 0
		some pattern in _patterns[resource.type]
		some path in open.paths(resource, pattern)
	],
	[{"resource": pool.resource, "path": path, "group": workload.name(pool.resource)} |
		some pool in pools
		some path in doubts(pool)
	],
)

_patterns := {
	"aws_eks_node_group": [["instance_types", "#"]],
	"aws_autoscaling_group": [["mixed_instances_policy", 0, "launch_template", 0, "override", "#", "instance_type"]],
	"aws_launch_template": [["instance_type"]],
	"aws_launch_configuration": [["instance_type"]],
	"eksctl.io/ClusterConfig": [[list, "#", field] |
		some list in ["managedNodeGroups", "nodeGroups"]
		some field in ["instanceType", "instanceTypes"]
	],
}

_group(resource) := resource.address if not contains(resource.type, "/")

_group(resource) := workload.name(resource) if contains(resource.type, "/")

_terraform := [{"resource": resource, "group": resource.address, "path": path, "type": type} |
	some resource in input.resources
	not contains(resource.type, "/")
	some pattern in _patterns[resource.type]
	some path in _expanded(resource.object, pattern)
	type := value.get(resource, path)
	is_string(type)
]

# A pattern has at most one "#".
_expanded(values, pattern) := [path |
	some at, step in pattern
	step == "#"
	list := array.slice(pattern, 0, at)
	some index, _ in object.get(values, list, [])
	path := array.concat(array.concat(list, [index]), array.slice(pattern, at + 1, count(pattern)))
] if {
	"#" in pattern
} else := [pattern]

_eksctl := [{"resource": resource, "group": name, "path": found.path, "type": found.type} |
	some resource in input.resources
	resource.type == "eksctl.io/ClusterConfig"
	some list in ["managedNodeGroups", "nodeGroups"]
	some index, group in value.get(resource, [list])
	is_object(group)
	name := concat("/", [workload.name(resource), object.get(group, "name", json.marshal(index))])
	some found in _of_group(group, [list, index])
]

_of_group(group, path) := array.concat(
	[{"path": array.concat(path, ["instanceType"]), "type": group.instanceType} |
		is_string(group.instanceType)
		not group.instanceType in ["mixed", ""]
	],
	[{"path": array.concat(path, array.concat(list, [index])), "type": type} |
		some list in [["instanceTypes"], ["instancesDistribution", "instanceTypes"]]
		some index, type in object.get(group, list, [])
		is_string(type)
	],
)

_requirement_paths := {
	"karpenter.sh/NodePool": ["spec", "template", "spec", "requirements"],
	"karpenter.sh/Provisioner": ["spec", "requirements"],
}

# Labels that name types, with what makes a type of their values.
_labels := {
	"node.kubernetes.io/instance-type": "",
	"beta.kubernetes.io/instance-type": "",
	"karpenter.k8s.aws/instance-family": ".*",
	"eks.amazonaws.com/instance-family": ".*",
	"karpenter.k8s.aws/instance-category": "*",
	"eks.amazonaws.com/instance-category": "*",
}

# Of several requirements all have to hold, so the narrowest says which types there are.
_karpenter := [{"resource": pool.resource, "group": workload.name(pool.resource), "path": found.path, "type": found.type} |
	some pool in pools
	requirements := _naming(pool.resource, pool.path)
	narrowest := [suffix |
		some suffix in ["", ".*", "*"]
		some requirement in requirements
		requirement.suffix == suffix
	][0]
	some requirement in requirements
	requirement.suffix == narrowest
	some found in _types(requirement, narrowest, _sizes(pool.resource, pool.path))
]

_naming(resource, path) := [{"path": array.concat(path, [index, "values"]), "values": requirement.values, "suffix": suffix} |
	some index, requirement in value.get(resource, path)
	suffix := _labels[requirement.key]
	requirement.operator == "In"
	is_array(requirement.values)
]

_sizes(resource, path) := [size |
	some requirement in value.get(resource, path)
	requirement.key in ["karpenter.k8s.aws/instance-size", "eks.amazonaws.com/instance-size"]
	requirement.operator == "In"
	some size in requirement.values
]

# A family of which only some sizes are started is judged by those.
_types(requirement, ".*", sizes) := [{"path": array.concat(requirement.path, [index]), "type": concat(".", [family, size])} |
	some index, family in requirement.values
	is_string(family)
	some size in sizes
] if {
	count(sizes) > 0
}

_types(requirement, suffix, sizes) := [{"path": array.concat(requirement.path, [index]), "type": concat("", [name, suffix])} |
	some index, name in requirement.values
	is_string(name)
] if {
	not _sized(suffix, sizes)
}

_sized(".*", sizes) if count(sizes) > 0

_says(resource, path) if {
	count(_naming(resource, path)) > 0
} else := false
