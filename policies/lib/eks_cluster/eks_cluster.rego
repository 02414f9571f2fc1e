# METADATA
# title: Clusters of EKS
# description: Where Terraform and eksctl keep the same settings of a cluster.
# scope: package
# custom:
#   kinds:
#     eks_cluster:
#       - aws_eks_cluster
#       - eksctl.io/ClusterConfig
package lib.eks_cluster

import data.lib.value
import data.lib.workload

# clusters has one element for each cluster: its resource, its name for messages, and the paths of its settings.
clusters := [object.union(_paths[resource.type], {"resource": resource, "name": _name(resource)}) |
	some resource in input.resources
	_paths[resource.type]
]

_paths := {
	"aws_eks_cluster": {
		"public": ["vpc_config", 0, "endpoint_public_access"],
		"networks": ["vpc_config", 0, "public_access_cidrs"],
		"logs": ["enabled_cluster_log_types"],
		"key": ["encryption_config", 0, "provider", 0, "key_arn"],
		"version": ["version"],
		"private": ["outpost_config"],
	},
	"eksctl.io/ClusterConfig": {
		"public": ["vpc", "clusterEndpoints", "publicAccess"],
		"networks": ["vpc", "publicAccessCIDRs"],
		"logs": ["cloudWatch", "clusterLogging", "enableTypes"],
		"key": ["secretsEncryption", "keyARN"],
		"version": ["metadata", "version"],
		"private": ["privateCluster", "enabled"],
	},
}

_name(resource) := resource.address if resource.type == "aws_eks_cluster"

_name(resource) := workload.name(resource) if resource.type != "aws_eks_cluster"

# private_only holds for clusters that have no public endpoint whatever else they say: on an outpost, or fully private.
private_only(cluster) if {
	cluster.resource.type == "aws_eks_cluster"
	not value.absent(cluster.resource, cluster.private)
}

private_only(cluster) if value.get(cluster.resource, cluster.private) == true
