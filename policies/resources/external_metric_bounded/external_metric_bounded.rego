# METADATA
# title: Scaling by a metric from outside is bounded
# description: Whatever scales by a metric of another system has a maximum of its own, and goes down in steps.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
#   - ref: https://docs.datadoghq.com/containers/guide/cluster_agent_autoscaling_metrics/
# scope: package
# custom:
#   id: RES-010
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [autoscaling/HorizontalPodAutoscaler, keda.sh/ScaledObject]
#   reads: ["autoscaling/HorizontalPodAutoscaler:/spec/behavior/scaleDown/policies", "keda.sh/ScaledObject:/spec/maxReplicaCount"]
#   needs: [rendered]
#   parameters:
#     maxReplicas: {type: [integer, "null"], minimum: 1, default: null, description: "The most replicas of what scales by a metric from outside."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.external_metric_bounded

import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some scaler in _scalers
	wanted := setting.number(value.get(scaler.resource, scaler.max))
	wanted > parameter.value("RES-010", "maxReplicas")
	finding := {
		"messageId": "above_cap",
		"subject": scaler.resource.id,
		"path": scaler.max,
		"arguments": object.union(_arguments(scaler), {"replicas": wanted, "max": parameter.value("RES-010", "maxReplicas")}),
		"measure": json.marshal(wanted),
		"fix": {"op": "replace", "path": scaler.max, "value": parameter.value("RES-010", "maxReplicas")},
	}
}

# An HPA without a maximum is refused by the server; KEDA takes its own.
findings contains finding if {
	some scaler in _scalers
	scaler.resource.type == "keda.sh/ScaledObject"
	value.absent(scaler.resource, scaler.max)
	finding := object.union(_cap(scaler), {
		"messageId": "no_cap",
		"subject": scaler.resource.id,
		"path": scaler.max,
		"arguments": _arguments(scaler),
	})
}

findings contains finding if {
	some scaler in _scalers
	not _goes_down_in_steps(scaler)
	count(open.paths(scaler.resource, _policies(scaler))) == 0
	finding := {
		"messageId": "no_scale_down_policy",
		"subject": scaler.resource.id,
		"path": scaler.behavior,
		"arguments": _arguments(scaler),
	}
}

findings contains finding if {
	some scaler in _scalers
	some pattern in [scaler.max, _policies(scaler)]
	_asked(scaler, pattern)
	some path in open.paths(scaler.resource, pattern)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": scaler.resource.id,
		"path": path,
		"arguments": _arguments(scaler),
	}
}

# How many are right is known only where a cap is configured.
_cap(scaler) := {"fix": {"op": "add", "path": scaler.max, "value": cap}} if {
	cap := parameter.value("RES-010", "maxReplicas")
} else := {}

_arguments(scaler) := {"scaler": workload.name(scaler.resource), "metric": scaler.metrics[0]}

_asked(_, pattern) if pattern[count(pattern) - 1] == "policies"

_asked(scaler, _) if scaler.resource.type == "keda.sh/ScaledObject"

_asked(_, ["spec", "maxReplicas"]) if parameter.value("RES-010", "maxReplicas")

_scalers := [scaler |
	some resource in input.resources
	shape := _shapes[resource.type]
	metrics := _metrics(resource)
	count(metrics) > 0
	scaler := object.union(shape, {"resource": resource, "metrics": metrics})
]

_shapes := {
	"autoscaling/HorizontalPodAutoscaler": {"max": ["spec", "maxReplicas"], "behavior": ["spec", "behavior", "scaleDown"]},
	"keda.sh/ScaledObject": {
		"max": ["spec", "maxReplicaCount"],
		"behavior": ["spec", "advanced", "horizontalPodAutoscalerConfig", "behavior", "scaleDown"],
	},
}

_policies(scaler) := array.concat(scaler.behavior, ["policies"])

_goes_down_in_steps(scaler) if count(value.get(scaler.resource, _policies(scaler))) > 0

_goes_down_in_steps(scaler) if value.get(scaler.resource, array.concat(scaler.behavior, ["selectPolicy"])) == "Disabled"

# Names of the metrics that another system tells.
_metrics(resource) := [name |
	some metric in value.get(resource, ["spec", "metrics"])
	metric.type == "External"
	name := metric.external.metric.name
	is_string(name)
] if {
	resource.type == "autoscaling/HorizontalPodAutoscaler"
}

_metrics(resource) := [trigger.type |
	some trigger in value.get(resource, ["spec", "triggers"])
	trigger.type in _monitoring
] if {
	resource.type == "keda.sh/ScaledObject"
}

# Triggers that ask a monitoring system. The length of a queue is the work itself.
_monitoring := {
	"aws-cloudwatch", "azure-log-analytics", "azure-monitor", "datadog", "dynatrace", "external", "external-push",
	"gcp-stackdriver", "graphite", "influxdb", "loki", "metrics-api", "new-relic", "prometheus", "splunk",
	"splunk-observability",
}
