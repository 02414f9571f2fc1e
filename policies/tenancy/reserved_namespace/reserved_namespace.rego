# METADATA
# title: No workload in a shared namespace
# description: Workloads stand in a namespace of their own, not in one that Kubernetes keeps for itself or for everybody.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
# scope: package
# custom:
#   id: TEN-004
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: ["/metadata/namespace"]
#   needs: [rendered]
#   parameters:
#     namespaces:
#       description: Namespaces in which no workload belongs.
#       type: array
#       items: {type: string}
#       default: [default, kube-system, kube-public, kube-node-lease]
#   supersedes: []
#   peers: [KSV-0110, KSV-0037]
#   tags: []
package tenancy.reserved_namespace

import data.lib.parameter
import data.lib.value
import data.lib.workload

findings contains finding if {
	some pod in workload.pods
	not value.unknown(pod.resource, _path)
	pod.resource.namespace in parameter.value("TEN-004", "namespaces")
	finding := {
		"messageId": "reserved",
		"subject": pod.resource.id,
		"path": _path,
		"arguments": {"workload": pod.workload, "namespace": pod.resource.namespace},
	}
}

findings contains finding if {
	some pod in workload.pods
	value.unknown(pod.resource, _path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pod.resource.id,
		"path": _path,
		"arguments": {"workload": pod.workload},
	}
}

_path := ["metadata", "namespace"]
