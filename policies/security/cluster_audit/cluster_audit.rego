# METADATA
# title: Cluster audited and its Secrets encrypted
# description: The control plane of an EKS cluster logs who did what, and the Secrets of an old cluster are encrypted with a key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
# scope: package
# custom:
#   id: SEC-043
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [eks_cluster]
#   reads: ["aws_eks_cluster:/enabled_cluster_log_types", "eksctl.io/ClusterConfig:/cloudWatch/clusterLogging/enableTypes"]
#   needs: [file]
#   parameters:
#     logs: {type: array, items: {enum: [api, audit, authenticator, controllerManager, scheduler]}, default: [audit, authenticator], description: Logs of the control plane that every cluster has to write.}
#     ownKey: {type: boolean, default: false, description: "Whether Secrets have to be encrypted with a key of one's own, also where EKS encrypts them with its own key (Kubernetes 1.28 and newer)."}
#   supersedes: []
#   peers: [CKV_AWS_37, CKV_AWS_58]
#   tags: []
package security.cluster_audit

import data.lib.eks_cluster
import data.lib.parameter
import data.lib.value

findings contains finding if {
	some cluster in eks_cluster.clusters
	missing := _missing(cluster)
	count(missing) > 0
	finding := object.union(
		_finding("no_logs", cluster, cluster.logs, {"logs": concat(", ", missing)}),
		{"fix": {"op": _op(cluster), "path": cluster.logs, "value": array.concat(_written(cluster), missing)}},
	)
}

findings contains finding if {
	some cluster in eks_cluster.clusters
	_key_needed(cluster)
	value.absent(cluster.resource, cluster.key)
	finding := _finding("not_encrypted", cluster, cluster.key, {})
}

findings contains finding if {
	some cluster in eks_cluster.clusters
	value.partly_unknown(cluster.resource, cluster.logs)
	finding := object.union(_finding("unknown", cluster, cluster.logs, {}), {"kind": "open"})
}

_finding(message, cluster, path, more) := {
	"messageId": message,
	"subject": cluster.resource.id,
	"path": path,
	"arguments": object.union({"cluster": cluster.name}, more),
}

_written(cluster) := value.get_or(cluster.resource, cluster.logs, [])

_op(cluster) := "replace" if value.known(cluster.resource, cluster.logs)

_op(cluster) := "add" if value.absent(cluster.resource, cluster.logs)

# eksctl takes "*" and "all" for all logs.
_missing(cluster) := [log |
	some log in parameter.value("SEC-043", "logs")
	not log in _written(cluster)
] if {
	not value.partly_unknown(cluster.resource, cluster.logs)
	not "*" in _written(cluster)
	not "all" in _written(cluster)
}

_key_needed(_) if parameter.value("SEC-043", "ownKey") == true

# Since 1.28 EKS encrypts what stands in its store with a key of its own.
_key_needed(cluster) if {
	version := value.get(cluster.resource, cluster.version)
	[[_, minor]] := regex.find_all_string_submatch_n(`^1\.([0-9]{1,3})$`, version, 1)
	to_number(minor) < 28
}
