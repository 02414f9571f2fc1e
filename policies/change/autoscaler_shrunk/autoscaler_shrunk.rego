# METADATA
# title: Autoscalers not cut by a third
# description: A change does not take away a large part of what an autoscaler may use, or has to keep, at once.
# scope: package
# custom:
#   id: CHG-005
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     min: {number: percent, atMost: most}
#     max: {number: percent, atMost: most}
#   scope: change
#   kinds: [autoscaling/HorizontalPodAutoscaler, keda.sh/ScaledObject]
#   reads: ["autoscaling/HorizontalPodAutoscaler:/spec/minReplicas", "autoscaling/HorizontalPodAutoscaler:/spec/maxReplicas"]
#   needs: [rendered]
#   parameters:
#     reductionPercentMax:
#       description: A reduction by more than this share is looked at.
#       type: number
#       minimum: 0
#       maximum: 99
#       default: 30
#   supersedes: []
#   peers: []
#   tags: []
package change.autoscaler_shrunk

import data.lib.change
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in _edits
	some bound, field in _fields[item.type]
	before := _number(item.before, field)
	after := _number(item.after, field)
	before > 0
	percent := ((before - after) * 100) / before
	percent > _most
	finding := {
		"messageId": bound,
		"subject": item.id,
		"path": field.path,
		"arguments": {
			"autoscaler": change.name(item),
			"before": json.marshal(before),
			"after": json.marshal(after),
			"percent": _shown(percent),
			"most": json.marshal(_most),
		},
	}
}

findings contains finding if {
	some item in _edits
	some _, field in _fields[item.type]
	change.became_unknown(item, field.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": field.path,
		"arguments": {"autoscaler": change.name(item)},
	}
}

_most := parameter.value("CHG-005", "reductionPercentMax")

# What is told as too much is never rounded down to what passes.
_shown(percent) := json.marshal(round(percent)) if round(percent) > _most

_shown(percent) := json.marshal(ceil(percent)) if round(percent) <= _most

_edits := [item |
	some item in input.changes
	change.edits(item)
]

# What counts where nothing is written is said by Kubernetes and KEDA; an HPA has no maximum of its own.
_fields := {
	"autoscaling/HorizontalPodAutoscaler": {
		"min": {"path": ["spec", "minReplicas"], "default": 1},
		"max": {"path": ["spec", "maxReplicas"], "default": null},
	},
	"keda.sh/ScaledObject": {
		"min": {"path": ["spec", "minReplicaCount"], "default": 0},
		"max": {"path": ["spec", "maxReplicaCount"], "default": 100},
	},
}

_number(side, field) := setting.number(value.get_or(side, field.path, field.default))
