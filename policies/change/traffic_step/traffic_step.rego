# METADATA
# title: Traffic moves in small steps
# description: A change moves only a small share of the traffic from one place to another at once.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
# scope: package
# custom:
#   id: CHG-010
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     step: {number: points, atMost: most}
#     rollout_step: {number: points, atMost: most}
#   scope: root
#   kinds: [weighted]
#   reads: ["aws_route53_record:/weighted_routing_policy/*/weight"]
#   needs: [file]
#   parameters:
#     maxStepPoints:
#       description: Points of the whole traffic that may move at once.
#       type: number
#       minimum: 0
#       maximum: 100
#       default: 25
#   supersedes: []
#   peers: []
#   tags: []
package change.traffic_step

import data.lib.change
import data.lib.parameter
import data.lib.traffic
import data.lib.value
import data.lib.weighted_record

findings contains finding if {
	some moves in array.concat(_within_resources, _across_resources)
	move := _largest(moves)
	finding := {
		"messageId": "step",
		"subject": move.item.id,
		"path": move.path,
		"arguments": _arguments(move),
	}
}

_arguments(move) := {
	"address": move.item.address,
	"target": move.name,
	"before": _percent(move.before),
	"after": _percent(move.after),
	"points": _points(abs(move.after - move.before)),
	"most": json.marshal(_max),
}

findings contains finding if {
	some item in _edits
	after := _steepest(item.after)
	after.points > _max
	after.points > _steepest(item.before).points
	finding := {
		"messageId": "rollout_step",
		"subject": item.id,
		"path": after.path,
		"evidence": [["spec", "strategy"]],
		"arguments": {
			"address": item.address,
			"before": _percent(after.from),
			"after": _percent(after.to),
			"points": _points(after.points),
			"most": json.marshal(_max),
		},
	}
}

findings contains finding if {
	some item in _edits
	path := weighted_record.of(item.after).path
	change.became_unknown(item, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"address": item.address},
	}
}

_max := parameter.value("CHG-010", "maxStepPoints")

_percent(share) := json.marshal(round(share))

# What is told as too much is never rounded down to what passes.
_points(share) := json.marshal(round(share)) if round(share) > _max

_points(share) := json.marshal(ceil(share)) if round(share) <= _max

_edits := [item |
	some item in input.changes
	change.edits(item)
]

# One cause is one finding: of the moves within a set, the one that gains most.
_largest(moves) := move if {
	order := sort([[abs(move.after - move.before), move.after - move.before, index] | some index, move in moves])
	last := order[count(order) - 1]
	last[0] > _max
	move := moves[last[2]]
}

_within_resources := [moves |
	some item in _edits
	item.type != "aws_route53_record"
	before := _sets(item.before)
	after := _sets(item.after)
	some pair in _pairs(before, after)
	max([count(pair.before), count(pair.after)]) > 1
	moves := _moves(item, pair)
]

_sets(side) := [set |
	some list in [_listed(side), traffic.action_sets(side), _rest(side)]
	some set in list
]

_listed(side) := sets if {
	sets := traffic.sets(side)
} else := []

_rest(side) := sets if {
	sets := traffic.rest_sets(side)
} else := []

# A set is the same one where it stands at the same place; where sets were added or taken away, where it has the same
# members.
_pairs(before, after) := [{"before": old.members, "after": new.members} |
	some new in after
	some old in before
	_same_set(old, new, count(before) == count(after))
]

_same_set(old, new, true) if old.path == new.path

_same_set(old, new, false) if _names(old) == _names(new)

_names(set) := sort([member.name | some member in set.members])

_moves(item, pair) := [move |
	before := traffic.shares(pair.before)
	after := traffic.shares(pair.after)
	some member in array.concat(pair.after, [gone | some gone in pair.before; not after[gone.name]])
	move := {
		"item": item,
		"name": member.name,
		"path": _place(member, after),
		"before": object.get(before, member.name, 0),
		"after": object.get(after, member.name, 0),
	}
]

_place(member, after) := member.path if _ := after[member.name]

# Whoever is gone is shown at the list that it was in.
_place(member, after) := array.slice(member.path, 0, max([count(member.path) - 2, 0])) if not after[member.name]

# Records of one name stand in resources of their own. What the whole set looked like before is today's set, with what
# changed put back.
_across_resources := [moves |
	some set in _touched
	after := [member | some member in _members_after; member.set == set]
	before := [member | some member in _members_before; member.set == set]
	count(after) * count(before) > 0
	count([member | some member in array.concat(after, before); not is_number(member.weight)]) == 0
	moves := _record_moves(set, _record_shares(before), _record_shares(after))
]

_record_moves(set, before, after) := [move |
	some entry in _changed_records
	set in entry.sets
	move := _record_move(entry.item, before, after)
]

_changed_records := [{"item": item, "sets": sets, "weighted": weighted} |
	some item in input.changes
	records := [object.union(record, {"side": side}) |
		some side in [item.before, item.after]
		record := weighted_record.of(side)
	]
	sets := {record.set | some record in records}
	weighted := [record | some record in records; not value.absent(record.side, record.path)]
]

# Only where a weight is written down, on either side, can a share have moved.
_touched := {set |
	some entry in _changed_records
	count(entry.weighted) > 0
	some set in entry.sets
}

_key(item) := concat(" ", [item.type, item.address])

_changed := {_key(item) | some item in input.changes}

_members_after := [object.union(record, {"name": _key(resource)}) |
	count(_touched) > 0
	some resource in input.resources
	record := weighted_record.of(resource)
	record.set in _touched
]

_members_before := array.concat(
	[member | some member in _members_after; not member.name in _changed],
	[object.union(record, {"name": _key(item)}) |
		some item in input.changes
		record := weighted_record.of(item.before)
		record.set in _touched
	],
)

# The other members of a set may stand in another repository or cluster; then the weight is read as points of a hundred.
_record_shares([member]) := {member.name: min([member.weight, 100])}

_record_shares(members) := traffic.shares(members) if count(members) > 1

_record_move(item, before, after) := {
	"item": item,
	"name": _target(side),
	"path": weighted_record.of(side).path,
	"before": object.get(before, _key(item), 0),
	"after": object.get(after, _key(item), 0),
} if {
	side := change.side(item)
}

_target(side) := value.get(side, ["set_identifier"]) if value.known(side, ["set_identifier"])

_target(side) := side.address if not value.known(side, ["set_identifier"])

_steepest(side) := {"points": last[0], "from": _from(steps, last[1]), "to": step.share, "path": step.path} if {
	side.type == "argoproj.io/Rollout"
	steps := traffic.steps(side)
	order := sort([[abs(step.share - _from(steps, index)), index] | some index, step in steps])
	last := order[count(order) - 1]
	step := steps[last[1]]
}

_from(_, 0) := 0

_from(steps, index) := steps[index - 1].share if index > 0
