# METADATA
# title: Caches within the maximum
# description: No ElastiCache has larger nodes, or more of them over all shards and replicas, than the organisation allows.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
#   - ref: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.html
# scope: package
# custom:
#   id: RES-021
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     nodes: {number: nodes, atMost: max}
#     units: {number: units, atMost: max}
#   scope: resource
#   kinds: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_global_replication_group]
#   reads:
#     - "aws_elasticache_cluster:/num_cache_nodes"
#     - "aws_elasticache_cluster:/node_type"
#     - "aws_elasticache_replication_group:/node_type"
#     - "aws_elasticache_replication_group:/num_node_groups"
#     - "aws_elasticache_replication_group:/replicas_per_node_group"
#     - "aws_elasticache_replication_group:/num_cache_clusters"
#   needs: [file]
#   parameters:
#     maxNodes: {type: [integer, "null"], minimum: 1, default: null, description: "The most nodes of one cache: shards times a primary and its replicas."}
#     maxNodeSize: {type: [string, "null"], default: null, description: "The largest size of a node, of whatever family: 2xlarge."}
#     maxUnits: {type: [number, "null"], minimum: 0.5, default: null, description: "The most that all nodes together may be, in the units of AWS: a large is 4, an xlarge 8, a 2xlarge 16."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.elasticache_within_maximum

import data.lib.instance_size
import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	max := parameter.value("RES-021", "maxNodeSize")
	some cache in _caches
	type := value.get(cache.resource, cache.type)
	instance_size.units(type) > instance_size.units(max)
	finding := {
		"messageId": "size",
		"subject": cache.resource.id,
		"path": cache.type,
		"arguments": {"cache": cache.resource.address, "type": type, "max": max},
		"measure": json.marshal(instance_size.units(type)),
	}
}

findings contains finding if {
	max := parameter.value("RES-021", "maxNodes")
	some cache in _caches
	nodes := _nodes(cache)
	nodes > max
	finding := {
		"messageId": "nodes",
		"subject": cache.resource.id,
		"path": _place(cache),
		"evidence": cache.counts,
		"arguments": {"cache": cache.resource.address, "nodes": nodes, "max": max},
		"measure": json.marshal(nodes),
	}
}

# Many small nodes are as much as few large ones. What is too large by itself is not found a second time.
findings contains finding if {
	max := parameter.value("RES-021", "maxUnits")
	some cache in _caches
	not _found_already(cache)
	type := value.get(cache.resource, cache.type)
	units := instance_size.units(type) * _nodes(cache)
	units > max
	finding := {
		"messageId": "units",
		"subject": cache.resource.id,
		"path": cache.type,
		"evidence": array.concat([cache.type], cache.counts),
		"arguments": {"cache": cache.resource.address, "nodes": _nodes(cache), "type": type, "units": units, "max": max},
		"measure": json.marshal(units),
	}
}

findings contains finding if {
	some cache in _caches
	some place in _asked(cache)
	some path in open.paths(cache.resource, place)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": cache.resource.id,
		"path": path,
		"arguments": {"cache": cache.resource.address},
	}
}

_caches := [object.union(shape, {"resource": resource}) |
	some resource in input.resources
	shape := _shapes[resource.type]
]

_shapes := {
	"aws_elasticache_cluster": {"type": ["node_type"], "counts": [["num_cache_nodes"]]},
	"aws_elasticache_replication_group": {"type": ["node_type"], "counts": [
		["num_node_groups"],
		["replicas_per_node_group"],
		["num_cache_clusters"],
		["number_cache_clusters"],
		["cluster_mode", 0, "num_node_groups"],
		["cluster_mode", 0, "replicas_per_node_group"],
	]},
	"aws_elasticache_global_replication_group": {"type": ["cache_node_type"], "counts": [["num_node_groups"]]},
}

_given(cache, path) := setting.number(value.get(cache.resource, path))

# Shards times a primary and its replicas; a group that has no shards says how many nodes it has.
_nodes(cache) := max(array.concat(
	[1],
	array.concat(
		[found |
			some path in [["num_cache_nodes"], ["num_cache_clusters"], ["number_cache_clusters"]]
			found := _given(cache, path)
		],
		[product([shards, 1 + replicas]) |
			some above in [[], ["cluster_mode", 0]]
			shards := _given(cache, array.concat(above, ["num_node_groups"]))
			replicas := _replicas(cache, array.concat(above, ["replicas_per_node_group"]))
		],
	),
))

# Without a number there are as many as AWS gives, which is at least none.
_replicas(cache, path) := found if {
	found := _given(cache, path)
} else := 0

_place(cache) := [path |
	some path in cache.counts
	_given(cache, path) > 1
][0]

_found_already(cache) if _nodes(cache) > parameter.value("RES-021", "maxNodes")

_found_already(cache) if {
	max := parameter.value("RES-021", "maxNodeSize")
	instance_size.units(value.get(cache.resource, cache.type)) > instance_size.units(max)
}

# Numbers matter to the nodes and to the units, the type to the size and to the units.
_asked(cache) := array.concat(
	[path | some path in cache.counts; _counts_matter],
	[cache.type | _type_matters],
)

_counts_matter if parameter.value("RES-021", "maxNodes")

_counts_matter if parameter.value("RES-021", "maxUnits")

_type_matters if parameter.value("RES-021", "maxNodeSize")

_type_matters if parameter.value("RES-021", "maxUnits")
