package lib.eks_cluster_test

import data.lib.eks_cluster

_clusters(type, object) := clusters if {
	clusters := eks_cluster.clusters with input as {"resources": [
		{"id": "c", "address": "aws_eks_cluster.c", "type": type, "object": object, "unknown": {}},
		{"id": "x", "address": "aws_instance.x", "type": "aws_instance", "object": {}, "unknown": {}},
	]}
}

test_a_cluster_is_named_as_people_do if {
	[cluster.name | some cluster in _clusters("aws_eks_cluster", {})] == ["aws_eks_cluster.c"]
	[cluster.name | some cluster in _clusters("eksctl.io/ClusterConfig", {"metadata": {"name": "live"}})] == ["ClusterConfig live"]
}

test_a_cluster_of_an_outpost_or_a_private_one_has_no_public_endpoint if {
	eks_cluster.private_only(_clusters("aws_eks_cluster", {"outpost_config": [{"outpost_arns": ["a"]}]})[0])
	eks_cluster.private_only(_clusters("eksctl.io/ClusterConfig", {"metadata": {"name": "live"}, "privateCluster": {"enabled": true}})[0])
	not eks_cluster.private_only(_clusters("eksctl.io/ClusterConfig", {"metadata": {"name": "live"}})[0])
}
