# METADATA
# title: CPU limits as agreed
# description: Every container has a CPU limit, or none has one, as the organisation prefers.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#   - ref: https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/
# scope: package
# custom:
#   id: RES-003
#   severity: low
#   enforcement: {production: "off", elsewhere: "off"}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/resources/limits/cpu"
#     - "{pod}/initContainers/*/resources/limits/cpu"
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters:
#     cpuLimits: {type: [string, "null"], enum: [require, forbid, null], default: null, description: "require: every container has a CPU limit; forbid: none has one."}
#   supersedes: []
#   peers: [CKV_K8S_11, KY forbid-cpu-limits]
#   tags: []
package resources.cpu_limit

import data.lib.container_resources
import data.lib.parameter
import data.lib.pod_security

findings contains finding if {
	_wanted == "require"
	some container in container_resources.containers
	not container_resources.given(container, "limits", "cpu")
	count(container_resources.doubts(container, "limits", "cpu")) == 0
	finding := {
		"messageId": "missing",
		"subject": container.resource.id,
		"path": container_resources.path(container, "limits", "cpu"),
		"arguments": container.arguments,
	}
}

findings contains finding if {
	_wanted == "forbid"
	some container in container_resources.containers
	limit := container_resources.own(container, "limits", "cpu")
	path := container_resources.path(container, "limits", "cpu")
	finding := {
		"messageId": "forbidden",
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, {"limit": pod_security.text_of(limit)}),
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	_wanted == "forbid"
	pod_security.at_least(34)
	some pod in pod_security.pods
	limit := container_resources.own(pod, "limits", "cpu")
	path := container_resources.path(pod, "limits", "cpu")
	finding := {
		"messageId": "pod_forbidden",
		"subject": pod.resource.id,
		"path": path,
		"arguments": {"workload": pod.workload, "limit": pod_security.text_of(limit)},
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	_wanted == "require"
	some container in container_resources.containers
	not container_resources.given(container, "limits", "cpu")
	some path in container_resources.doubts(container, "limits", "cpu")
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	_wanted == "forbid"
	some container in container_resources.containers
	some path in container_resources.doubts(container, "limits", "cpu")
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	_wanted != null
	some finding in container_resources.unknown_lists
}

_wanted := parameter.value("RES-003", "cpuLimits")
