# METADATA
# title: Autoscalers within the maximum
# description: A HorizontalPodAutoscaler stays within the number of replicas that its tenant or the organisation allows; without minReplicas it starts at 1.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# scope: package
# custom:
#   id: RES-009
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     tenant: {number: replicas, atMost: max}
#     organisation: {number: replicas, atMost: max}
#     below: {number: replicas, atLeast: min}
#   scope: resource
#   kinds: [autoscaling/HorizontalPodAutoscaler]
#   reads: ["autoscaling/HorizontalPodAutoscaler:/spec/maxReplicas"]
#   needs: [rendered, registry]
#   facts: [limits]
#   parameters:
#     maxReplicas: {type: [integer, "null"], minimum: 1, default: null, description: "The most replicas of an autoscaler, whoever owns it."}
#     minReplicas: {type: [integer, "null"], minimum: 0, default: null, description: "The fewest replicas that an autoscaler may go down to."}
#   supersedes: []
#   peers: [GK horizontalpodautoscaler]
#   tags: []
package resources.autoscaler_within_maximum

import data.lib.open
import data.lib.parameter
import data.lib.replicas
import data.lib.workload

findings contains finding if {
	some autoscaler in _autoscalers
	wanted := autoscaler.object.spec.maxReplicas
	found := replicas.maximum(autoscaler, "RES-009", "maxReplicas")
	wanted > found.max
	finding := {
		"messageId": replicas.message(found),
		"subject": autoscaler.id,
		"path": ["spec", "maxReplicas"],
		"arguments": object.union(found, {"autoscaler": workload.name(autoscaler), "replicas": wanted}),
		"measure": json.marshal(wanted),
		"fix": {"op": "replace", "path": ["spec", "maxReplicas"], "value": found.max},
	}
}

findings contains finding if {
	some autoscaler in _autoscalers
	min := parameter.value("RES-009", "minReplicas")
	count(open.paths(autoscaler, ["spec", "minReplicas"])) == 0
	wanted := _min_replicas(autoscaler)
	wanted < min
	finding := {
		"messageId": "below",
		"subject": autoscaler.id,
		"path": ["spec", "minReplicas"],
		"arguments": {"autoscaler": workload.name(autoscaler), "replicas": wanted, "min": min},
		"measure": json.marshal(0 - wanted),
		"fix": {"op": "add", "path": ["spec", "minReplicas"], "value": min},
	}
}

findings contains finding if {
	some autoscaler in _autoscalers
	some field in _configured(autoscaler)
	some path in open.paths(autoscaler, ["spec", field])
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": autoscaler.id,
		"path": path,
		"arguments": {"autoscaler": workload.name(autoscaler)},
	}
}

_autoscalers := [resource |
	some resource in input.resources
	resource.type == "autoscaling/HorizontalPodAutoscaler"
]

_configured(autoscaler) := array.concat(
	["maxReplicas" | replicas.maximum(autoscaler, "RES-009", "maxReplicas")],
	["minReplicas" | parameter.value("RES-009", "minReplicas")],
)

# Kubernetes takes 1 where nothing is said.
_min_replicas(autoscaler) := replicas if {
	replicas := object.get(autoscaler.object, ["spec", "minReplicas"], null)
	replicas != null
} else := 1
