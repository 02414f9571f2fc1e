# METADATA
# title: Alerts not silenced
# description: A change does not take an alert away, mute it, tell fewer people, or let it speak later, without somebody noticing.
# scope: package
# custom:
#   id: CHG-022
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: change
#   kinds: [alert, datadog_downtime, datadog_downtime_schedule]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.alert_loosened

import data.lib.alert
import data.lib.change
import data.lib.value

findings contains finding if {
	some item in input.changes
	change.deletes(item)
	gone := alert.alerts(item.before)
	count(gone) > 0
	finding := {
		"messageId": "deleted",
		"subject": item.id,
		"path": [],
		"arguments": {"alert": concat(", ", [each.name | some each in gone])},
	}
}

# One alert of several is taken out of a resource that stays.
findings contains finding if {
	some item in _edits
	after := {each.key | some each in alert.alerts(item.after)}
	some before in alert.alerts(item.before)
	not before.key in after
	not _renamed(before, item)
	finding := {
		"messageId": "removed",
		"subject": item.id,
		"path": _list(before.path),
		"evidence": [],
		"arguments": {"alert": before.name, "resource": change.name(item)},
	}
}

findings contains finding if {
	some pair in _pairs
	some told in _loosened(pair)
	finding := {
		"messageId": told.message,
		"subject": pair.item.id,
		"path": told.path,
		"evidence": [told.path],
		"arguments": object.union({"alert": pair.after.name}, told.arguments),
	}
}

findings contains finding if {
	some item in input.changes
	item.type in {"datadog_downtime", "datadog_downtime_schedule"}
	item.before == null
	item.after != null
	finding := {
		"messageId": "downtime",
		"subject": item.id,
		"path": [],
		"arguments": {"alert": item.address, "scope": _scope(item.after)},
	}
}

_edits := [item |
	some item in input.changes
	change.edits(item)
]

_pairs := [{"item": item, "before": before, "after": after} |
	some item in _edits
	some after in alert.alerts(item.after)
	some before in alert.alerts(item.before)
	before.key == after.key
]

# The list that an alert was in.
_list(path) := array.slice(path, 0, max([count(path) - 1, 0]))

# The same query under another name is the same alert.
_renamed(before, item) if {
	query := array.concat(before.path, ["expr"])
	old := value.get(item.before, query)
	some after in alert.alerts(item.after)
	value.get(item.after, array.concat(after.path, ["expr"])) == old
}

_loosened(pair) := [{"message": "muted", "path": pair.after.offPath, "arguments": {}}] if {
	pair.after.off
	not pair.before.off
}

_loosened(pair) := [told] if {
	pair.after.off == pair.before.off
	told := array.concat(_later(pair), _fewer(pair))[0]
}

# What says the same in two places (a query and its threshold) is one finding.
_later(pair) := [{"message": _message(measure), "path": measure.path, "arguments": arguments} |
	some measure in pair.after.measures
	some before in pair.before.measures
	before.what == measure.what
	before.path == _path_before(pair, measure.path)
	measure.loose > before.loose
	arguments := {"setting": measure.path[count(measure.path) - 1], "before": before.text, "after": measure.text}
]

_path_before(pair, path) := array.concat(pair.before.path, array.slice(path, count(pair.after.path), count(path)))

_message(measure) := "later" if measure.what != "no_data"

_message(measure) := "no_data" if measure.what == "no_data"

_fewer(pair) := [{"message": "fewer", "path": pair.after.toldPath, "arguments": {"lost": concat(", ", lost)}} |
	not value.unknown(pair.item.after, pair.after.toldPath)
	lost := [who | some who in pair.before.told; not who in pair.after.told]
	count(lost) > 0
]

_scope(side) := text if {
	text := value.get(side, ["scope"])
	is_string(text)
} else := concat(", ", [text | some text in value.get(side, ["scope"]); is_string(text)])
