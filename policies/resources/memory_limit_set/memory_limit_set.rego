# METADATA
# title: Memory limit set
# description: Every container says how much memory it may use at most, itself or through the LimitRange of its namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-002
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/containers/*/resources/limits/memory", "{pod}/initContainers/*/resources/limits/memory"]
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0018]
#   tags: []
package resources.memory_limit_set

import data.lib.value
import data.lib.workload

findings contains finding if {
	some container in _limited
	value.absent(container.resource, _path(container))
	not _has_default(container)
	finding := {
		"messageId": "missing",
		"subject": container.resource.id,
		"path": _path(container),
		"arguments": {"container": container.name, "workload": container.workload},
		"fix": {"op": "add", "path": _path(container), "value": "256Mi"},
	}
}

findings contains finding if {
	some container in _limited
	value.unknown(container.resource, _path(container))
	not _has_default(container)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": container.resource.id,
		"path": _path(container),
		"arguments": {"container": container.name, "workload": container.workload},
	}
}

# Ephemeral containers have no resources of their own.
_limited := [container |
	some container in workload.containers
	container.list != "ephemeralContainers"
]

_path(container) := array.concat(container.path, ["resources", "limits", "memory"])

_has_default(container) if input.facts.limitRanges[container.resource.namespace].limits.memory
