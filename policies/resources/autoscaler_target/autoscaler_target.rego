# METADATA
# title: Autoscalers have one target, and targets one autoscaler
# description: What an autoscaler scales is there, under the name and API group that it says, and nothing else scales it.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
#   - ref: https://keda.sh/docs/latest/reference/scaledobject-spec/
# scope: package
# custom:
#   id: RES-012
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [autoscaler, replicated]
#   reads: ["autoscaling/HorizontalPodAutoscaler:/spec/scaleTargetRef/name", "keda.sh/ScaledObject:/spec/scaleTargetRef/name"]
#   needs: [rendered]
#   facts: [complete, objects]
#   parameters: {}
#   supersedes: []
#   peers: [dangling-horizontalpodautoscaler]
#   tags: []
package resources.autoscaler_target

import data.lib.autoscaling
import data.lib.open
import data.lib.value
import data.lib.workload

# What this change takes away, or calls otherwise, and leaves its autoscaler behind.
findings contains finding if {
	some scaler in autoscaling.here
	not _exists(scaler)
	some change in input.changes
	autoscaling.kind_of(change.type) == scaler.target.kind
	change.type in autoscaling.replicated
	_meant(scaler, change.before)
	not _meant(scaler, change.after)
	finding := _finding(scaler, "removed", {})
}

findings contains finding if {
	some scaler in autoscaling.here
	_known_kind(scaler.target)
	not _exists(scaler)
	count(_of_other_kinds(scaler)) == 0
	not _gone(scaler)
	input.facts.complete[scaler.namespace]
	finding := _finding(scaler, "missing", {})
}

findings contains finding if {
	some scaler in autoscaling.here
	_known_kind(scaler.target)
	not _exists(scaler)
	not _gone(scaler)
	found := _of_other_kinds(scaler)[0]
	finding := object.union(_finding(scaler, "kind", {"found": workload.name(found)}), {"path": ["spec", "scaleTargetRef", "kind"]})
}

findings contains finding if {
	some scaler in autoscaling.here
	expected := _apis[scaler.target.kind]
	_group(scaler.target.api) != _group(expected)
	_group(scaler.target.api) in ["", "apps", "argoproj.io", "autoscaling", "extensions"]
	path := ["spec", "scaleTargetRef", "apiVersion"]
	finding := object.union(_finding(scaler, "group", {"api": scaler.target.api, "expected": expected}), {
		"path": path,
		"evidence": [path, ["spec", "scaleTargetRef", "kind"]],
		"fix": {"op": _operation(scaler.resource, path), "path": path, "value": expected},
	})
}

findings contains finding if {
	some scaler in autoscaling.here
	others := _rivals(scaler)
	count(others) > 0
	_last(scaler, others)
	finding := _finding(scaler, "several", {"others": sort([_called(other) | some other in others])})
}

findings contains finding if {
	some resource in input.resources
	autoscaling.fields[resource.type]
	some path in open.paths(resource, _path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"scaler": workload.name(resource)},
	}
}

_path := ["spec", "scaleTargetRef", "name"]

_finding(scaler, message, arguments) := {
	"messageId": message,
	"subject": scaler.resource.id,
	"path": _path,
	"evidence": [["spec", "scaleTargetRef"]],
	"arguments": object.union(arguments, {
		"scaler": workload.name(scaler.resource),
		"target": concat(" ", [scaler.target.kind, scaler.target.name]),
	}),
}

# The kinds that everybody can see here; what custom kinds an operator scales, nobody can.
_apis := {
	"Deployment": "apps/v1",
	"StatefulSet": "apps/v1",
	"ReplicaSet": "apps/v1",
	"ReplicationController": "v1",
	"Rollout": "argoproj.io/v1alpha1",
}

_known_kind(target) if _group(target.api) == _group(_apis[target.kind])

_group(api) := split(api, "/")[0] if contains(api, "/")

_group(api) := "" if not contains(api, "/")

_exists(scaler) if {
	some resource in input.resources
	_is_target(scaler, autoscaling.kind_of(resource.type), resource.object.metadata.name)
	autoscaling.may_meet(resource.namespace, scaler.namespace)
}

_exists(scaler) if {
	some other in input.facts.objects[scaler.namespace]
	_is_target(scaler, autoscaling.kind_of(other.type), other.name)
}

# A name that the server or an unknown value completes may be any.
_exists(scaler) if {
	some resource in input.resources
	autoscaling.kind_of(resource.type) == scaler.target.kind
	value.unknown(resource, ["metadata", "name"])
}

_is_target(scaler, kind, name) if {
	kind == scaler.target.kind
	name == scaler.target.name
}

_gone(scaler) if {
	some change in input.changes
	autoscaling.kind_of(change.type) == scaler.target.kind
	_meant(scaler, change.before)
}

# One side of a change; what moves to another root keeps its name.
_meant(scaler, side) if {
	side.object.metadata.name == scaler.target.name
	autoscaling.may_meet(side.namespace, scaler.namespace)
}

_of_other_kinds(scaler) := [resource |
	some resource in input.resources
	resource.type in autoscaling.replicated
	resource.object.metadata.name == scaler.target.name
	resource.namespace == scaler.namespace
	autoscaling.kind_of(resource.type) != scaler.target.kind
]

_operation(resource, path) := "replace" if value.known(resource, path)

_operation(resource, path) := "add" if value.absent(resource, path)

# Others that scale the same. Without a configured cluster another root may be about another one.
_rivals(scaler) := array.concat(
	[other |
		some other in autoscaling.here
		other.namespace == scaler.namespace
		_same(scaler, other)
	],
	[other |
		input.root.cluster != ""
		some other in autoscaling.elsewhere(scaler.namespace)
		_same(scaler, other)
	],
)

_same(scaler, other) if {
	[scaler.type, scaler.name] != [other.type, other.name]
	scaler.target.kind == other.target.kind
	scaler.target.name == other.target.name
	not _made_by(scaler, other)
	not _made_by(other, scaler)
}

# KEDA makes an HPA of this name for a ScaledObject, or takes over the one that is named there.
_made_by(hpa, scaled) if {
	scaled.type == "keda.sh/ScaledObject"
	hpa.name == concat("", ["keda-hpa-", scaled.name])
}

_made_by(hpa, scaled) if {
	scaled.type == "keda.sh/ScaledObject"
	hpa.name == scaled.resource.object.spec.advanced.horizontalPodAutoscalerConfig.name
}

# It is told once: of the one that is new, otherwise of the last by name.
_last(scaler, others) if {
	_created(scaler)
	every other in others { _yields(other, scaler) }
}

_last(scaler, others) if {
	not _created(scaler)
	every other in others {
		not _created(other)
		_called(other) < _called(scaler)
	}
}

_yields(other, _) if not _created(other)

_yields(other, scaler) if _called(other) < _called(scaler)

_created(scaler) if {
	some change in input.changes
	change.action == "create"
	change.type == scaler.type
	change.after.object.metadata.name == scaler.name
}

_called(scaler) := concat(" ", [autoscaling.kind_of(scaler.type), scaler.name])
