# METADATA
# title: Replicas in range
# description: A workload runs no fewer and no more replicas than its tenant or the organisation allows.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
# scope: package
# custom:
#   id: RES-008
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   numbers:
#     tenant: {number: replicas, atMost: max}
#     organisation: {number: replicas, atMost: max}
#     below: {number: replicas, atLeast: min}
#   scope: resource
#   kinds: [apps/Deployment, apps/StatefulSet, argoproj.io/Rollout]
#   reads: ["apps/Deployment:/spec/replicas"]
#   needs: [rendered]
#   facts: [limits]
#   parameters:
#     min: {type: [integer, "null"], minimum: 1, default: null, description: "The fewest replicas of a workload that is not switched off."}
#     max: {type: [integer, "null"], minimum: 1, default: null, description: "The most replicas of a workload, whoever owns it."}
#   supersedes: []
#   peers: [GK replicalimits]
#   tags: []
package resources.replicas_in_range

import data.lib.open
import data.lib.parameter
import data.lib.replicas
import data.lib.workload

findings contains finding if {
	some resource in _scalable
	wanted := resource.object.spec.replicas
	found := replicas.maximum(resource, "RES-008", "max")
	wanted > found.max
	finding := {
		"messageId": replicas.message(found),
		"subject": resource.id,
		"path": _path,
		"arguments": object.union(found, {"workload": workload.name(resource), "replicas": wanted}),
		"measure": json.marshal(wanted),
		"fix": {"op": "replace", "path": _path, "value": found.max},
	}
}

# No replicas at all is a workload that is switched off; none named is left to an autoscaler.
findings contains finding if {
	some resource in _scalable
	wanted := resource.object.spec.replicas
	min := parameter.value("RES-008", "min")
	wanted > 0
	wanted < min
	finding := {
		"messageId": "below",
		"subject": resource.id,
		"path": _path,
		"arguments": {"workload": workload.name(resource), "replicas": wanted, "min": min},
		"measure": json.marshal(0 - wanted),
		"fix": {"op": "replace", "path": _path, "value": min},
	}
}

findings contains finding if {
	some resource in _scalable
	_configured(resource)
	some path in open.paths(resource, _path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"workload": workload.name(resource)},
	}
}

_path := ["spec", "replicas"]

_scalable := [resource |
	some resource in input.resources
	resource.type in ["apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"]
]

_configured(resource) if replicas.maximum(resource, "RES-008", "max")

_configured(_) if parameter.value("RES-008", "min")
