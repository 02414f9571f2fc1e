# METADATA
# title: Pods may finish what they do
# description: A pod that is stopped is given time, instead of being killed at once.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
# scope: package
# custom:
#   id: REL-007
#   severity: low
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/terminationGracePeriodSeconds"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package reliability.graceful_shutdown

import data.lib.open
import data.lib.value
import data.lib.workload

findings contains finding if {
	some pod in workload.pods
	path := array.concat(pod.path, _field)
	value.get(pod.resource, path) == 0
	finding := {
		"messageId": "killed",
		"subject": pod.resource.id,
		"path": path,
		"arguments": {"workload": pod.workload},
		"fix": {"op": "replace", "path": path, "value": 30},
	}
}

findings contains finding if {
	some pod in workload.pods
	some path in open.paths(pod.resource, array.concat(pod.path, _field))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pod.resource.id,
		"path": path,
		"arguments": {"workload": pod.workload},
	}
}

_field := ["terminationGracePeriodSeconds"]
