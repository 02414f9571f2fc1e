# METADATA
# title: Who decides how many replicas there are
# description: |
#   Autoscalers of this root, and, for rules that ask for the fact `objects`, those of other roots of its cluster, with
#   what they scale; and the fewest pods that a workload comes down to.
# scope: package
# custom:
#   kinds:
#     autoscaler:
#       - autoscaling/HorizontalPodAutoscaler
#       - datadoghq.com/DatadogPodAutoscaler
#       - keda.sh/ScaledObject
#     replicated:
#       - apps/Deployment
#       - apps/StatefulSet
#       - apps/ReplicaSet
#       - core/ReplicationController
#       - argoproj.io/Rollout
package lib.autoscaling

import data.lib.datadog_autoscaler
import data.lib.setting
import data.lib.value

# fields says where each kind keeps its target and its bounds, and what holds where it names none. What Datadog takes
# where no API version is said, nobody knows: such a target is of a group that nothing here has.
fields := {
	"autoscaling/HorizontalPodAutoscaler": {"target": ["spec", "scaleTargetRef"], "min": ["spec", "minReplicas"], "least": 1, "kind": "", "api": ""},
	"datadoghq.com/DatadogPodAutoscaler": {"target": ["spec", "targetRef"], "min": ["spec", "constraints", "minReplicas"], "least": 1, "kind": "", "api": "?/?"},
	"keda.sh/ScaledObject": {"target": ["spec", "scaleTargetRef"], "min": ["spec", "minReplicaCount"], "least": 0, "kind": "Deployment", "api": "apps/v1"},
}

replicated := ["apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet", "core/ReplicationController", "argoproj.io/Rollout"]

# here lists the autoscalers of this root that change a number of replicas, and whose target is known.
here := [{
	"resource": resource,
	"type": resource.type,
	"name": object.get(resource.object, ["metadata", "name"], ""),
	"namespace": resource.namespace,
	"target": _target(resource.type, reference),
} |
	some resource in input.resources
	path := fields[resource.type].target
	not value.partly_unknown(resource, path)
	reference := value.get(resource, path)
	is_string(reference.name)
	datadog_autoscaler.scales(resource)
]

# elsewhere lists the autoscalers that other roots make in the namespaces of this one.
elsewhere := [{
	"type": other.type,
	"name": other.name,
	"namespace": namespace,
	"min": object.get(other, "minReplicas", fields[other.type].least),
	"target": _target(other.type, other.target),
} |
	some namespace, objects in input.facts.objects
	some other in objects
	fields[other.type]
	other.root != input.root.key
	is_string(other.target.name)
]

# called is a kind and a name as people say them.
called(target) := concat(" ", [target.kind, target.name])

_target(type, reference) := {
	"api": object.get(reference, "apiVersion", fields[type].api),
	"kind": object.get(reference, "kind", fields[type].kind),
	"name": reference.name,
}

# least lists the fewest replicas that each autoscaler of a workload leaves: a number, or null where it is unknown.
least(workload) := array.concat(
	[_least(scaler.resource) |
		_key(workload) in _targets
		some scaler in here
		scaler.target.name == workload.object.metadata.name
		scaler.target.kind == kind_of(workload.type)
		may_meet(scaler.namespace, workload.namespace)
	],
	[scaler.min |
		some scaler in elsewhere
		scaler.target.name == workload.object.metadata.name
		scaler.target.kind == kind_of(workload.type)
		scaler.namespace == workload.namespace
	],
)

_targets := {called(scaler.target) | some scaler in here}

_key(workload) := concat(" ", [kind_of(workload.type), workload.object.metadata.name])

_least(scaler) := number if {
	number := setting.number(value.get_or(scaler, fields[scaler.type].min, fields[scaler.type].least))
} else := null

# may_meet holds for namespaces that are the same, as far as they say which they are.
may_meet(one, other) if one == other

may_meet("", other) if other != ""

may_meet(one, "") if one != ""

# kind_of is the kind without its group.
kind_of(type) := parts[count(parts) - 1] if parts := split(type, "/")

# fewest is the smallest number of pods that a workload has while it runs. It is undefined where that cannot be told:
# an autoscaler of another place may set what a workload does not say.
fewest(workload) := _fewest(workload, least(workload))

_fewest(_, bounds) := bounds[0] if is_number(bounds[0])

_fewest(workload, []) := number if {
	number := setting.number(value.get(workload, ["spec", "replicas"]))
} else := 1 if {
	value.absent(workload, ["spec", "replicas"])
	input.facts.complete[workload.namespace]
}
