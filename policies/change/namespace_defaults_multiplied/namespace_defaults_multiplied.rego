# METADATA
# title: What a namespace may use not multiplied
# description: A change does not multiply a quota, or the defaults and maxima of containers, at once.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#   - ref: https://kubernetes.io/docs/concepts/policy/limit-range/
# scope: package
# custom:
#   id: CHG-029
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     multiplied: {number: times, below: below}
#   scope: change
#   kinds: [core/LimitRange, core/ResourceQuota]
#   reads: ["core/ResourceQuota:/spec/hard/requests.memory"]
#   needs: [rendered]
#   parameters:
#     factorMin:
#       description: A bound that becomes this many times as large, or more, is looked at.
#       type: number
#       minimum: 2
#       default: 4
#   supersedes: [CHG-019]
#   peers: []
#   tags: []
package change.namespace_defaults_multiplied

import data.lib.change
import data.lib.namespace_bounds
import data.lib.parameter
import data.lib.value

findings contains finding if {
	some item in _edits
	some pair in _pairs(item)
	quantity.compare(pair.before.value, "0") > 0
	quantity.compare(pair.after.value, quantity.multiply(pair.before.value, _factor)) >= 0
	finding := {
		"messageId": "multiplied",
		"subject": item.id,
		"path": pair.after.path,
		"arguments": {
			"object": change.name(item),
			"bound": concat(" ", [_words[pair.after.of], pair.after.name]),
			"before": _text(pair.before.value),
			"after": _text(pair.after.value),
			"times": _times(quantity.decimal(pair.before.value), quantity.decimal(pair.after.value)),
			"below": _factor,
		},
	}
}

findings contains finding if {
	some item in _edits
	some before in namespace_bounds.bounds(item.before)
	before.of in object.keys(_words)
	change.became_unknown(item, before.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": before.path,
		"arguments": {"object": change.name(item), "bound": concat(" ", [_words[before.of], before.name])},
	}
}

_factor := json.marshal(parameter.value("CHG-029", "factorMin"))

# To one digit behind the point, and never more than it is.
_times(before, after) := json.marshal(floor((to_number(after) * 10) / to_number(before)) / 10)

_words := {"quota": "hard", "max": "max", "default": "default", "defaultRequest": "defaultRequest"}

_edits := [item |
	some item in input.changes
	change.edits(item)
]

# What is written on both sides: a default that follows from another one is told where that one is.
_pairs(item) := [{"before": before, "after": after} |
	some after in namespace_bounds.bounds(item.after)
	after.of in object.keys(_words)
	value.known(item.after, after.path)
	some before in namespace_bounds.bounds(item.before)
	before.key == after.key
]

_text(bound) := bound if is_string(bound)

_text(bound) := json.marshal(bound) if not is_string(bound)
