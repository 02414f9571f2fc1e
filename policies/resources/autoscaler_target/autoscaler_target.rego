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
#   reads: ["autoscaling/HorizontalPodAutoscaler:/spec/scaleTargetRef/name", "datadoghq.com/DatadogPodAutoscaler:/spec/targetRef/name", "keda.sh/ScaledObject:/spec/scaleTargetRef/name"]
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
	_known_kind(scaler.target)
	not _exists(scaler)
	_gone(scaler)
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
	finding := object.union(_finding(scaler, "kind", {"found": found}), {"path": _part(scaler.type, "kind")})
}

findings contains finding if {
	some scaler in autoscaling.here
	expected := _apis[scaler.target.kind]
	_group(scaler.target.api) != _group(expected)
	_group(scaler.target.api) in ["", "apps", "argoproj.io", "autoscaling", "extensions"]
	path := _part(scaler.type, "apiVersion")
	finding := object.union(_finding(scaler, "group", {"api": scaler.target.api, "expected": expected}), {
		"path": path,
		"evidence": [path, _part(scaler.type, "kind")],
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
	some path in open.paths(resource, _part(resource.type, "name"))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"scaler": workload.name(resource)},
	}
}

_part(type, name) := array.concat(autoscaling.fields[type].target, [name])

_finding(scaler, message, arguments) := {
	"messageId": message,
	"subject": scaler.resource.id,
	"path": _part(scaler.type, "name"),
	"evidence": [autoscaling.fields[scaler.type].target],
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

# What is there is looked up by namespace, kind and name: a root may have hundreds of autoscalers and of targets.
_exists(scaler) if _among(scaler, _here)

_exists(scaler) if concat(" ", [scaler.namespace, autoscaling.called(scaler.target)]) in _elsewhere

# A name that the server or an unknown value completes may be any.
_exists(scaler) if scaler.target.kind in _nameless

# What moves to another root keeps its name.
_gone(scaler) if {
	count(input.changes) > 0
	_among(scaler, _before)
	not _among(scaler, _after)
}

_among(scaler, keys) if {
	some namespace in [scaler.namespace, _any[scaler.namespace]]
	concat(" ", [namespace, autoscaling.called(scaler.target)]) in keys
}

# A namespace that nobody says may be any, on either side.
_any := {scaler.namespace: namespace |
	some scaler in autoscaling.here
	namespace := {true: "*", false: ""}[scaler.namespace == ""]
}

_here := _keys([resource | some resource in input.resources; resource.type in autoscaling.replicated])

_before := _keys([change.before | some change in input.changes; change.type in autoscaling.replicated; change.before != null])

_after := _keys([change.after | some change in input.changes; change.type in autoscaling.replicated; change.after != null])

_keys(resources) := {concat(" ", [namespace, autoscaling.kind_of(resource.type), name]) |
	some resource in resources
	name := value.get(resource, ["metadata", "name"])
	some namespace in [resource.namespace, "*"]
}

_elsewhere := {concat(" ", [namespace, autoscaling.kind_of(other.type), other.name]) |
	some namespace, objects in input.facts.objects
	some other in objects
	other.type in autoscaling.replicated
}

_nameless := {autoscaling.kind_of(resource.type) |
	some resource in input.resources
	resource.type in autoscaling.replicated
	value.unknown(resource, ["metadata", "name"])
}

_of_other_kinds(scaler) := sort([called |
	some kind, _ in _apis
	kind != scaler.target.kind
	called := concat(" ", [kind, scaler.target.name])
	concat(" ", [scaler.namespace, called]) in _here
])

_operation(resource, path) := "replace" if value.known(resource, path)

_operation(resource, path) := "add" if value.absent(resource, path)

# Others that scale the same. Without a configured cluster another root may be about another one.
_rivals(scaler) := [other |
	autoscaling.called(scaler.target) in _shared
	some other in _all
	autoscaling.called(other.target) == autoscaling.called(scaler.target)
	_rivals_of_one(scaler, other)
]

_all := array.concat(autoscaling.here, [other | input.root.cluster != ""; some other in autoscaling.elsewhere])

# Next to one another in order, so that only those are compared.
_shared := {name |
	names := sort([autoscaling.called(scaler.target) | some scaler in _all])
	some index, name in names
	name == names[index + 1]
}

_rivals_of_one(scaler, other) if {
	other.namespace == scaler.namespace
	[scaler.type, scaler.name] != [other.type, other.name]
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

_created(scaler) if concat(" ", [scaler.type, scaler.name]) in _new

_new := {concat(" ", [change.type, change.after.object.metadata.name]) |
	some change in input.changes
	change.action == "create"
	autoscaling.fields[change.type]
}

_called(scaler) := concat(" ", [autoscaling.kind_of(scaler.type), scaler.name])
