# METADATA
# title: Cluster endpoint not open to the internet
# description: The API endpoint of an EKS cluster is private, or public for networks that are named.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# scope: package
# custom:
#   id: SEC-042
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [eks_cluster]
#   reads:
#     - "aws_eks_cluster:/vpc_config/*/endpoint_public_access"
#     - "aws_eks_cluster:/vpc_config/*/public_access_cidrs"
#     - "eksctl.io/ClusterConfig:/vpc/publicAccessCIDRs"
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_38, CKV_AWS_39, AWS-0040, AWS-0041]
#   tags: []
package security.cluster_endpoint

import data.lib.eks_cluster
import data.lib.setting
import data.lib.value

findings contains finding if {
	some cluster in _clusters
	_public(cluster)
	some index in _world(cluster)
	finding := _finding("world", cluster, array.concat(cluster.networks, [index]))
}

findings contains finding if {
	some cluster in _clusters
	_public(cluster)
	_unrestricted(cluster)
	finding := _finding("unrestricted", cluster, cluster.public)
}

# The open networks decide where the endpoint may be public, and the endpoint where the networks are open.
findings contains finding if {
	some cluster in _clusters
	some path in _doubts(cluster)
	finding := object.union(_finding("unknown", cluster, path), {"kind": "open"})
}

_finding(message, cluster, path) := {
	"messageId": message,
	"subject": cluster.resource.id,
	"path": path,
	"evidence": [cluster.public, cluster.networks],
	"arguments": {"cluster": cluster.name},
}

_clusters := [cluster |
	some cluster in eks_cluster.clusters
	not eks_cluster.private_only(cluster)
]

# What is not written is public.
_public(cluster) if setting.on(value.get(cluster.resource, cluster.public))

_public(cluster) if value.absent(cluster.resource, cluster.public)

_unrestricted(cluster) if value.absent(cluster.resource, cluster.networks)

_unrestricted(cluster) if value.get(cluster.resource, cluster.networks) == []

# Half of the internet, twice, is all of it.
_world(cluster) := [index |
	some index, network in value.get(cluster.resource, cluster.networks)
	network in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"]
]

_doubts(cluster) := [cluster.networks] if {
	value.partly_unknown(cluster.resource, cluster.networks)
	_maybe_public(cluster)
	_no_world(cluster)
}

_doubts(cluster) := [cluster.public] if {
	value.unknown(cluster.resource, cluster.public)
	not value.partly_unknown(cluster.resource, cluster.networks)
	_open_networks(cluster)
}

_maybe_public(cluster) if _public(cluster)

_maybe_public(cluster) if value.unknown(cluster.resource, cluster.public)

_no_world(cluster) if not value.known(cluster.resource, cluster.networks)

_no_world(cluster) if _world(cluster) == []

_open_networks(cluster) if _unrestricted(cluster)

_open_networks(cluster) if count(_world(cluster)) > 0
