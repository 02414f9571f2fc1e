package resources.elasticache_within_maximum_test

import data.resources.elasticache_within_maximum

_cache(type, object, unknown) := {
	"id": "c",
	"address": concat(".", [type, "c"]),
	"type": type,
	"object": object,
	"unknown": unknown,
}

_found(resource) := _found_with(resource, {"maxNodes": 6, "maxNodeSize": "2xlarge", "maxUnits": 40})

_found_with(resource, parameters) := {[finding.messageId, finding.path, finding.measure] |
	some finding in elasticache_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-021": parameters}
}

_open(resource, parameters) := {finding.path |
	some finding in elasticache_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-021": parameters}
	finding.kind == "open"
}

_group := "aws_elasticache_replication_group"

test_shards_times_a_primary_and_its_replicas if {
	_found(_cache(_group, {"node_type": "cache.t4g.small", "num_node_groups": 3, "replicas_per_node_group": 2}, {})) == {["nodes", ["num_node_groups"], "9"]}
	_found(_cache(_group, {"node_type": "cache.t4g.small", "num_node_groups": 3, "replicas_per_node_group": 1}, {})) == set()
	_found(_cache(_group, {"cluster_mode": [{"num_node_groups": 4, "replicas_per_node_group": 1}]}, {})) == {["nodes", ["cluster_mode", 0, "num_node_groups"], "8"]}
}

test_nodes_of_a_group_without_shards if {
	_found(_cache(_group, {"num_cache_clusters": "7"}, {})) == {["nodes", ["num_cache_clusters"], "7"]}
	_found(_cache("aws_elasticache_cluster", {"num_cache_nodes": 20}, {})) == {["nodes", ["num_cache_nodes"], "20"]}
	_found(_cache("aws_elasticache_cluster", {"node_type": "cache.t4g.small"}, {})) == set()
}

test_a_large_node_is_found_whatever_its_family if {
	_found(_cache("aws_elasticache_cluster", {"node_type": "cache.r6g.16xlarge"}, {})) == {["size", ["node_type"], "128"]}
	_found(_cache("aws_elasticache_global_replication_group", {"cache_node_type": "cache.r7g.4xlarge"}, {})) == {["size", ["cache_node_type"], "32"]}
}

test_all_nodes_together_have_a_maximum if {
	_found(_cache(_group, {"node_type": "cache.r6g.2xlarge", "num_cache_clusters": 3}, {})) == {["units", ["node_type"], "48"]}
	_found(_cache(_group, {"node_type": "cache.r6g.2xlarge", "num_cache_clusters": 2}, {})) == set()
}

test_without_parameters_nothing_is_found if {
	_found_with(_cache(_group, {"node_type": "cache.r6g.16xlarge", "num_cache_clusters": 90}, {"/num_node_groups": true}), {}) == set()
}

test_unknown_values_are_open_where_they_matter if {
	unknown := {"/num_node_groups": true}
	_open(_cache(_group, {"node_type": "cache.t4g.small"}, unknown), {"maxNodes": 6}) == {["num_node_groups"]}
	_open(_cache(_group, {"node_type": "cache.t4g.small"}, unknown), {"maxNodeSize": "xlarge"}) == set()
	_open(_cache(_group, {}, {"/node_type": true}), {"maxNodeSize": "xlarge"}) == {["node_type"]}
}
