# METADATA
# title: Some replicas stay during a rollout
# description: A rolling update leaves replicas running, and no Deployment stops everything before it starts anew.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
# scope: package
# custom:
#   id: REL-006
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: resource
#   kinds: [apps/Deployment]
#   reads: ["/spec/strategy/type", "/spec/strategy/rollingUpdate/maxUnavailable"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [polaris deploymentStrategy]
#   tags: []
package reliability.rollout_availability

import data.lib.open
import data.lib.value
import data.lib.workload

findings contains finding if {
	some deployment in _running
	value.get(deployment, _type) == "Recreate"
	not _has_volume_of_its_own(deployment)
	finding := {
		"messageId": "recreate",
		"subject": deployment.id,
		"path": _type,
		"arguments": {"workload": workload.name(deployment)},
	}
}

findings contains finding if {
	some deployment in _running
	value.get_or(deployment, _type, "RollingUpdate") == "RollingUpdate"
	unavailable := value.get(deployment, _unavailable)
	_takes_all(deployment, unavailable)
	finding := {
		"messageId": "all_at_once",
		"subject": deployment.id,
		"path": _unavailable,
		"evidence": [_unavailable, ["spec", "replicas"]],
		"arguments": {"workload": workload.name(deployment), "unavailable": _text(unavailable)},
		"fix": {"op": "replace", "path": _unavailable, "value": "25%"},
	}
}

findings contains finding if {
	some deployment in _running
	some path in {path | some pattern in [_type, _unavailable]; some path in open.paths(deployment, pattern)}
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": deployment.id,
		"path": path,
		"arguments": {"workload": workload.name(deployment)},
	}
}

_type := ["spec", "strategy", "type"]

_unavailable := ["spec", "strategy", "rollingUpdate", "maxUnavailable"]

# No replicas at all is a workload that is switched off.
_running := [deployment |
	some deployment in input.resources
	deployment.type == "apps/Deployment"
	not _switched_off(deployment)
]

_switched_off(deployment) if value.get(deployment, ["spec", "replicas"]) == 0

# A volume that one node alone can write has to be let go before the next pod can have it.
_has_volume_of_its_own(deployment) if {
	some volume in value.get(deployment, ["spec", "template", "spec", "volumes"])
	volume.persistentVolumeClaim
}

_takes_all(_, "100%") := true

# Without a number of replicas an autoscaler may have set one.
_takes_all(deployment, count) if {
	is_number(count)
	count > 0
	count >= value.get(deployment, ["spec", "replicas"])
}

_text(text) := text if is_string(text)

_text(number) := json.marshal(number) if is_number(number)
