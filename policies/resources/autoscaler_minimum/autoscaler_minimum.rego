# METADATA
# title: Autoscalers of production keep two replicas
# description: In production an autoscaler never goes down to a single replica.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
#   - ref: https://keda.sh/docs/latest/reference/scaledobject-spec/
# scope: package
# custom:
#   id: RES-011
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   numbers:
#     below: {number: replicas, atLeast: min}
#     default: {number: replicas, atLeast: min}
#   scope: resource
#   kinds: [autoscaler]
#   reads:
#     - "autoscaling/HorizontalPodAutoscaler:/spec/minReplicas"
#     - "datadoghq.com/DatadogPodAutoscaler:/spec/constraints/minReplicas"
#     - "keda.sh/ScaledObject:/spec/minReplicaCount"
#   needs: [rendered]
#   parameters:
#     minReplicas: {type: integer, minimum: 1, default: 2, description: "The fewest replicas that an autoscaler of production goes down to."}
#   supersedes: []
#   peers: [polaris hpaMinAvailability]
#   tags: []
package resources.autoscaler_minimum

import data.lib.datadog_autoscaler
import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some scaler in _scalers
	wanted := _least(scaler)
	wanted < _min
	not _on_demand(scaler, wanted)
	finding := object.union(_fix(scaler), {
		"messageId": _message(scaler),
		"subject": scaler.resource.id,
		"path": scaler.min,
		"arguments": {"scaler": workload.name(scaler.resource), "replicas": wanted, "min": _min},
		"measure": json.marshal(0 - wanted),
	})
}

findings contains finding if {
	some scaler in _scalers
	some path in open.paths(scaler.resource, scaler.min)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": scaler.resource.id,
		"path": path,
		"arguments": {"scaler": workload.name(scaler.resource), "min": _min},
	}
}

_min := parameter.value("RES-011", "minReplicas")

_scalers := [object.union(shape, {"resource": resource}) |
	some resource in input.resources
	shape := _shapes[resource.type]
	resource.environment.production
	datadog_autoscaler.scales(resource)
	not _kept_elsewhere(resource)
]

# Who owns such a one in Datadog writes its bounds down there.
_kept_elsewhere(resource) if value.get(resource, ["spec", "owner"]) == "Remote"

_shapes := {
	"autoscaling/HorizontalPodAutoscaler": {"min": ["spec", "minReplicas"], "max": ["spec", "maxReplicas"], "default": 1},
	"datadoghq.com/DatadogPodAutoscaler": {"min": ["spec", "constraints", "minReplicas"], "max": ["spec", "constraints", "maxReplicas"], "default": 1},
	"keda.sh/ScaledObject": {"min": ["spec", "minReplicaCount"], "max": ["spec", "maxReplicaCount"], "default": 0},
}

_least(scaler) := setting.number(value.get_or(scaler.resource, scaler.min, scaler.default))

# KEDA ends what has nothing to do, and starts it again when work comes. CPU and memory cannot say that there is work.
_on_demand(scaler, 0) if {
	scaler.resource.type == "keda.sh/ScaledObject"
	some trigger in value.get(scaler.resource, ["spec", "triggers"])
	not trigger.type in ["cpu", "memory"]
}

_on_demand(scaler, 0) if {
	scaler.resource.type == "keda.sh/ScaledObject"
	value.unknown(scaler.resource, ["spec", "triggers"])
}

_message(scaler) := "below" if value.known(scaler.resource, scaler.min)

_message(scaler) := "default" if value.absent(scaler.resource, scaler.min)

# What may not have so many replicas at most needs more than one edit.
_fix(scaler) := {"fix": {"op": operation, "path": scaler.min, "value": _min}} if {
	setting.number(value.get_or(scaler.resource, scaler.max, 100)) >= _min
	value.known(scaler.resource, array.slice(scaler.min, 0, count(scaler.min) - 1))
	operation := {"below": "replace", "default": "add"}[_message(scaler)]
} else := {}
