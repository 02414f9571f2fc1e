# METADATA
# title: Instance types allowed
# description: Nodes are of the machine types that the organisation lists, whether Terraform, eksctl or Karpenter starts them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
#   - ref: https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements
# scope: package
# custom:
#   id: RES-018
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds:
#     - aws_eks_node_group
#     - aws_autoscaling_group
#     - aws_launch_template
#     - aws_launch_configuration
#     - eksctl.io/ClusterConfig
#     - karpenter.sh/NodePool
#     - karpenter.sh/Provisioner
#   reads:
#     - "aws_eks_node_group:/instance_types/*"
#     - "aws_launch_template:/instance_type"
#     - "aws_autoscaling_group:/mixed_instances_policy/0/launch_template/0/override/*/instance_type"
#     - "eksctl.io/ClusterConfig:/managedNodeGroups/*/instanceType"
#     - "karpenter.sh/NodePool:/spec/template/spec/requirements/*/values"
#   needs: [file, rendered]
#   parameters:
#     allowedTypes: {type: [array, "null"], items: {type: string}, default: null, description: "Types that nodes may be of, as globs: m7i.large, t3.*."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.instance_type_allowed

import data.lib.node_type
import data.lib.parameter
import data.lib.workload

findings contains finding if {
	some named in _named
	not _allowed(named.type)
	finding := {
		"messageId": "not_allowed",
		"subject": named.resource.id,
		"path": named.path,
		"arguments": {"group": named.group, "type": named.type, "allowed": _patterns},
	}
}

# A pool that names neither types nor families may start whatever its provider sells.
findings contains finding if {
	count(_patterns) > 0
	some pool in node_type.pools
	not pool.named
	count(node_type.doubts(pool)) == 0
	not _everything
	finding := {
		"messageId": "any_type",
		"subject": pool.resource.id,
		"path": pool.path,
		"arguments": {"group": workload.name(pool.resource), "allowed": _patterns},
	}
}

findings contains finding if {
	count(_patterns) > 0
	some found in node_type.unknown
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": found.resource.id,
		"path": found.path,
		"arguments": {"group": found.group},
	}
}

_named := node_type.named if count(_patterns) > 0

_patterns := parameter.value("RES-018", "allowedTypes")

_everything if "*" in _patterns

# What is written with a star stands for all types that it matches: only a pattern as wide covers it.
_allowed(type) if {
	some pattern in _patterns
	glob.match(pattern, ["/"], type)
}
