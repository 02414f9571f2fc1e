# METADATA
# title: Karpenter limited
# description: Every NodePool (and Provisioner) of Karpenter says how much CPU, memory or how many nodes it may have at most.
# related_resources:
#   - ref: https://karpenter.sh/docs/concepts/nodepools/#speclimits
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html
# scope: package
# custom:
#   id: RES-019
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [karpenter.sh/NodePool, karpenter.sh/Provisioner]
#   reads:
#     - "karpenter.sh/NodePool:/spec/limits"
#     - "karpenter.sh/Provisioner:/spec/limits/resources"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package resources.karpenter_limits

import data.lib.open
import data.lib.value
import data.lib.workload

findings contains finding if {
	some pool in _pools
	count(_doubts(pool)) == 0
	limits := object.get(pool.resource.object, pool.path, null)
	not _bounded(limits)
	finding := {
		"messageId": _message(limits),
		"subject": pool.resource.id,
		"path": pool.path,
		"arguments": {"pool": workload.name(pool.resource)},
	}
}

findings contains finding if {
	some pool in _pools
	some path in _doubts(pool)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pool.resource.id,
		"path": path,
		"arguments": {"pool": workload.name(pool.resource)},
	}
}

_pools := [{"resource": resource, "path": path} |
	some resource in input.resources
	path := _paths[resource.type]
]

_paths := {
	"karpenter.sh/NodePool": ["spec", "limits"],
	"karpenter.sh/Provisioner": ["spec", "limits", "resources"],
}

# A machine has CPU and memory, so a limit of either bounds how many there are; a limit of GPUs leaves all others free.
_bounding := ["cpu", "memory", "nodes"]

_bounded(limits) if {
	some name in _bounding
	quantity.decimal(limits[name])
}

# What is unknown decides only where nothing that is known bounds the pool.
_doubts(pool) := [path |
	count(pool.resource.unknown) > 0
	not _bounded(object.get(pool.resource.object, pool.path, null))
	some path in array.concat(open.paths(pool.resource, pool.path), [below |
		some name in _bounding
		below := array.concat(pool.path, [name])
		value.unknown(pool.resource, below)
		not value.unknown(pool.resource, pool.path)
	])
]

_message(limits) := "other_limits" if {
	is_object(limits)
	count(limits) > 0
} else := "missing"
