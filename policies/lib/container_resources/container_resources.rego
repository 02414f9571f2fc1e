# METADATA
# title: CPU and memory of containers
# description: |
#   What a container requests and may use: its own settings, those of its pod (Kubernetes 1.34) and the defaults of the
#   LimitRange of its namespace.
# scope: package
package lib.container_resources

import data.lib.open
import data.lib.pod_security

# containers are all that have resources of their own, that is all but ephemeral ones.
containers := [container |
	some container in pod_security.containers
	container.list != "ephemeralContainers"
]

# path is where a container or a pod says it; kind is limits or requests, name cpu or memory.
path(holder, kind, name) := array.concat(holder.path, ["resources", kind, name])

# own is what a container or a pod says itself.
own(holder, kind, name) := quantity if {
	quantity := object.get(holder.values, ["resources", kind, name], null)
	quantity != null
}

# given holds where something gives the container a value.
given(container, kind, name) if own(container, kind, name) != null

given(container, kind, name) if of_pod(container, kind, name) != null

given(container, kind, name) if _defaults(container.resource)[kind][name]

_defaults(resource) := input.facts.limitRanges[resource.namespace] if resource.namespace != ""

# An object without a namespace goes where the rest of its root goes, where all defaults there are those of one namespace.
_defaults(resource) := defaults if {
	resource.namespace == ""
	count(input.facts.limitRanges) == 1
	some defaults in input.facts.limitRanges
}

# of_pod is what the pod says for all of its containers together.
of_pod(container, kind, name) := quantity if {
	pod_security.at_least(34)
	quantity := own(container.pod, kind, name)
}

# doubts are the unknown values that may give the container a value.
doubts(container, kind, name) := array.concat(
	open.paths(container.resource, path(container, kind, name)),
	_pod_doubts(container, kind, name),
) if {
	count(container.resource.unknown) > 0
} else := []

_pod_doubts(container, kind, name) := open.paths(container.resource, path(container.pod, kind, name)) if {
	pod_security.at_least(34)
} else := []

# unknown_lists has an open finding for each list of containers that is unknown as a whole or in part.
unknown_lists := pod_security.unknown_in_pods(pod_security.pods, [["containers", "#"], ["initContainers", "#"]])
