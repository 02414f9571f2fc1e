# METADATA
# title: Replicas not cut in half
# description: A change does not take away half of the replicas of a workload, or all of them, at once.
# scope: package
# custom:
#   id: CHG-004
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     cut: {number: percent, below: below}
#   scope: root
#   kinds: [apps/Deployment, apps/StatefulSet, argoproj.io/Rollout]
#   reads: ["/spec/replicas"]
#   needs: [rendered]
#   parameters:
#     reductionPercentMin:
#       description: A reduction by this share or more is looked at.
#       type: number
#       minimum: 1
#       maximum: 100
#       default: 50
#   supersedes: []
#   peers: []
#   tags: []
package change.replicas_cut

import data.lib.change
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in _edits
	before := _replicas(item.before)
	after := _replicas(item.after)
	message := _message(before, after)
	not _left_to_autoscaler(item)
	finding := {
		"messageId": message,
		"subject": item.id,
		"path": _path,
		"arguments": {
			"workload": change.name(item),
			"before": json.marshal(before),
			"after": json.marshal(after),
			"percent": json.marshal(floor(_percent(before, after))),
			"below": json.marshal(_below),
		},
	}
}

findings contains finding if {
	some item in _edits
	change.became_unknown(item, _path)
	_replicas(item.before) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": _path,
		"arguments": {"workload": change.name(item)},
	}
}

_path := ["spec", "replicas"]

_edits := [item |
	some item in input.changes
	item.type in {"apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"}
	change.edits(item)
]

# Kubernetes takes 1 where nothing is written.
_replicas(side) := setting.number(value.get_or(side, _path, 1))

_message(before, after) := "none_left" if {
	before > 0
	after == 0
}

_message(before, after) := "cut" if {
	after > 0
	after < before
	_percent(before, after) >= _below
}

_percent(before, after) := ((before - after) * 100) / before

_below := parameter.value("CHG-004", "reductionPercentMin")

# Whoever takes the number out of the manifest because an autoscaler sets it has cut nothing.
_left_to_autoscaler(item) if {
	value.absent(item.after, _path)
	some resource in input.resources
	resource.namespace == item.namespace
	target := _target(resource)
	target.name == item.after.object.metadata.name
	object.get(target, "kind", "Deployment") == _kind(item)
}

_target(resource) := value.get(resource, ["spec", "scaleTargetRef"]) if {
	resource.type in {"autoscaling/HorizontalPodAutoscaler", "keda.sh/ScaledObject"}
}

_kind(item) := split(item.type, "/")[1]
