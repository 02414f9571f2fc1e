# METADATA
# title: KEDA within the maximum
# description: A ScaledObject or ScaledJob of KEDA stays within the number of replicas that its tenant or the organisation allows; without maxReplicaCount it is 100.
# related_resources:
#   - ref: https://keda.sh/docs/latest/reference/scaledobject-spec/
#   - ref: https://keda.sh/docs/latest/reference/scaledjob-spec/
# scope: package
# custom:
#   id: RES-013
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     tenant: {number: replicas, atMost: max}
#     tenant_default: {number: replicas, atMost: max}
#     organisation: {number: replicas, atMost: max}
#     organisation_default: {number: replicas, atMost: max}
#   scope: resource
#   kinds: [keda.sh/ScaledObject, keda.sh/ScaledJob]
#   reads: ["keda.sh/Scaled*:/spec/maxReplicaCount"]
#   needs: [rendered, registry]
#   facts: [limits]
#   parameters:
#     maxReplicas: {type: [integer, "null"], minimum: 1, default: null, description: "The most replicas or jobs that KEDA may start for one object, whoever owns it."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.keda_within_maximum

import data.lib.open
import data.lib.replicas
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some scaler in _scalers
	wanted := setting.number(value.get_or(scaler, _path, _default))
	found := replicas.maximum(scaler, "RES-013", "maxReplicas")
	wanted > found.max
	finding := {
		"messageId": concat("", [replicas.message(found), _suffix(scaler)]),
		"subject": scaler.id,
		"path": _path,
		"arguments": object.union(found, {"scaler": workload.name(scaler), "replicas": wanted}),
		"measure": json.marshal(wanted),
		"fix": {"op": _operation(scaler), "path": _path, "value": found.max},
	}
}

findings contains finding if {
	some scaler in _scalers
	replicas.maximum(scaler, "RES-013", "maxReplicas")
	some path in open.paths(scaler, _path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": scaler.id,
		"path": path,
		"arguments": {"scaler": workload.name(scaler)},
	}
}

_path := ["spec", "maxReplicaCount"]

# What KEDA takes where nothing is said.
_default := 100

_scalers := [resource |
	some resource in input.resources
	resource.type in {"keda.sh/ScaledObject", "keda.sh/ScaledJob"}
]

_suffix(scaler) := "" if value.known(scaler, _path)

_suffix(scaler) := "_default" if value.absent(scaler, _path)

_operation(scaler) := "replace" if value.known(scaler, _path)

_operation(scaler) := "add" if value.absent(scaler, _path)
