# METADATA
# title: What alerts watch
# description: |
#   Reads monitors, alarms and rules of alerts into one shape: whether it speaks, to whom, and how bad something has to
#   be, and for how long, before it does.
# scope: package
# custom:
#   kinds:
#     alert:
#       - datadog_monitor
#       - datadog_synthetics_test
#       - datadoghq.com/DatadogMonitor
#       - aws_cloudwatch_metric_alarm
#       - aws_cloudwatch_composite_alarm
#       - monitoring.coreos.com/PrometheusRule
#       - operator.victoriametrics.com/VMRule
#       - pingdom_check
package lib.alert

import data.lib.setting
import data.lib.value

# alerts lists what one side of a change says: {key, name, path, off, offPath, told, toldPath, measures}. told are those
# who hear of it; measures have a number each that is larger where the alert speaks later: {what, path, loose, text}.
alerts(side) := [alert |
	some group, _ in value.get(side, ["spec", "groups"])
	some index, rule in value.get(side, ["spec", "groups", group, "rules"])
	is_string(rule.alert)
	path := ["spec", "groups", group, "rules", index]
	alert := {
		"key": concat(" ", [_text(side, ["spec", "groups", group, "name"]), rule.alert, _labels(rule)]),
		"name": rule.alert,
		"path": path,
		"off": false,
		"offPath": path,
		"told": [],
		"toldPath": path,
		"measures": array.concat(
			_comparison(side, array.concat(path, ["expr"])),
			_duration(side, "for", array.concat(path, ["for"])),
		),
	}
] if {
	side.type in {"monitoring.coreos.com/PrometheusRule", "operator.victoriametrics.com/VMRule"}
}

alerts(side) := [object.union(_one(side), {
	"off": false,
	"offPath": ["notify_no_data"],
	"told": _handles(side, ["message"]),
	"toldPath": ["message"],
	"measures": array.concat(
		array.concat(_comparison(side, ["query"]), _thresholds(side)),
		_silence(side, ["notify_no_data"]),
	),
})] if {
	side.type == "datadog_monitor"
}

alerts(side) := [object.union(_one(side), {
	"off": false,
	"offPath": [],
	"told": _handles(side, ["spec", "message"]),
	"toldPath": ["spec", "message"],
	"measures": array.concat(
		_comparison(side, ["spec", "query"]),
		_silence(side, ["spec", "options", "notifyNoData"]),
	),
})] if {
	side.type == "datadoghq.com/DatadogMonitor"
}

alerts(side) := [object.union(_one(side), {
	"off": _is(side, ["status"], "paused"),
	"offPath": ["status"],
	"told": _handles(side, ["message"]),
	"toldPath": ["message"],
	"measures": _number(side, "frequency", ["options_list", 0, "tick_every"], 1),
})] if {
	side.type == "datadog_synthetics_test"
}

alerts(side) := [object.union(_one(side), {
	"off": _is(side, ["actions_enabled"], "false"),
	"offPath": ["actions_enabled"],
	"told": [action | some action in setting.list(value.get_or(side, ["alarm_actions"], [])); is_string(action)],
	"toldPath": ["alarm_actions"],
	"measures": array.concat(
		_number(side, "threshold", ["threshold"], _direction(value.get_or(side, ["comparison_operator"], ""))),
		array.concat(
			_number(side, "evaluation_periods", ["evaluation_periods"], 1),
			array.concat(_number(side, "datapoints_to_alarm", ["datapoints_to_alarm"], 1), _number(side, "period", ["period"], 1)),
		),
	),
})] if {
	side.type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
}

alerts(side) := [object.union(_one(side), {
	"off": _is(side, ["paused"], "true"),
	"offPath": ["paused"],
	"told": [],
	"toldPath": [],
	"measures": _number(side, "resolution", ["resolution"], 1),
})] if {
	side.type == "pingdom_check"
}

# One resource is one alert; it goes by its own address.
_one(side) := {"key": "", "name": side.address, "path": []}

_text(side, path) := text if {
	text := value.get(side, path)
	is_string(text)
} else := ""

# Rules of one name are told apart by how bad they call it.
_labels(rule) := severity if {
	severity := rule.labels.severity
	is_string(severity)
} else := ""

# _is tells whether a switch stands as wanted; Terraform takes true and "true" for the same.
_is(side, path, wanted) := _word(object.get(side.object, path, null)) == wanted

_word(written) := written if is_string(written)

_word(written) := json.marshal(written) if not is_string(written)

# _handles are the people and channels that a message calls: `@slack-payments`, `@pagerduty`, `@someone@example.com`.
_handles(side, path) := sort({found[0] |
	some found in regex.find_all_string_submatch_n(`@[A-Za-z0-9][A-Za-z0-9_.+@-]*[A-Za-z0-9]`, _text(side, path), -1)
})

# The comparison at the end of a query says when it speaks: `avg(last_5m):avg:system.cpu{*} > 90`.
_comparison(side, path) := [{"what": "threshold", "path": path, "loose": loose, "text": found[0][2]} |
	found := regex.find_all_string_submatch_n(`(>=|<=|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?)\s*$`, _text(side, path), 1)
	count(found) == 1
	loose := to_number(found[0][2]) * _direction(found[0][1])
]

_thresholds(side) := [{"what": "threshold", "path": path, "loose": number * _direction(_operator(side)), "text": json.marshal(number)} |
	some index, _ in value.get(side, ["monitor_thresholds"])
	path := ["monitor_thresholds", index, "critical"]
	number := setting.number(value.get(side, path))
]

_operator(side) := found[0][1] if {
	found := regex.find_all_string_submatch_n(`(>=|<=|>|<)\s*-?[0-9]`, _text(side, ["query"]), -1)
	count(found) > 0
} else := ""

# What speaks above a threshold speaks later when the threshold rises; what speaks below it, when it falls.
_direction(operator) := 1 if operator in {">", ">=", "GreaterThanThreshold", "GreaterThanOrEqualToThreshold", ""}

_direction(operator) := -1 if operator in {"<", "<=", "LessThanThreshold", "LessThanOrEqualToThreshold"}

_number(side, what, path, direction) := [{"what": what, "path": path, "loose": number * direction, "text": json.marshal(number)} |
	number := setting.number(value.get(side, path))
]

# Silence about missing data: 0 while it is told, 1 when not.
_silence(side, path) := [{"what": "no_data", "path": path, "loose": loose, "text": text} |
	some text, loose in {"true": 0, "false": 1}
	_is(side, path, text)
]

_duration(side, what, path) := [{"what": what, "path": path, "loose": seconds(_text(side, path)), "text": _shown(side, path)}] if {
	not value.unknown(side, path)
}

_duration(side, _, path) := [] if value.unknown(side, path)

_shown(side, path) := text if {
	text := _text(side, path)
	text != ""
} else := "0s"

# seconds reads a duration of Prometheus: `1h30m`.
seconds(text) := sum([length |
	some part in regex.find_all_string_submatch_n(`([0-9]+)(ms|[smhdwy])`, text, -1)
	length := to_number(part[1]) * _units[part[2]]
])

_units := {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
