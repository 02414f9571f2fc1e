# METADATA
# title: Alerts reach people
# description: An alarm of CloudWatch or a monitor of Datadog tells somebody, and a monitor says when it is over.
# related_resources:
#   - ref: https://docs.datadoghq.com/monitors/notify/
#   - ref: https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
# scope: package
# custom:
#   id: REL-009
#   severity: low
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds:
#     - aws_appconfig_environment
#     - aws_autoscaling_group
#     - aws_cloudwatch_composite_alarm
#     - aws_cloudwatch_event_rule
#     - aws_cloudwatch_metric_alarm
#     - aws_codedeploy_deployment_group
#     - aws_ecs_service
#     - aws_fis_experiment_template
#     - aws_route53_health_check
#     - datadog_monitor
#     - datadog_monitor_notification_rule
#     - datadog_service_level_objective
#     - datadoghq.com/DatadogMonitor
#   reads:
#     - "aws_cloudwatch_metric_alarm:/alarm_actions"
#     - "aws_cloudwatch_metric_alarm:/actions_enabled"
#     - "datadog_monitor:/message"
#     - "datadog_monitor:/monitor_thresholds/*/critical_recovery"
#     - "datadoghq.com/DatadogMonitor:/spec/message"
#     - "datadoghq.com/DatadogMonitor:/spec/options/thresholds/criticalRecovery"
#   needs: [file, rendered]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_319]
#   tags: []
package reliability.alert_reaches_people

import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some alert in _silent
	_tells_nobody(alert)
	finding := {
		"messageId": alert.message,
		"subject": alert.item.id,
		"path": alert.path,
		"arguments": {"alert": alert.name},
	}
}

findings contains finding if {
	some alarm in _alarms
	not _read_by_others(alarm)
	path := ["actions_enabled"]
	setting.off(value.get(alarm, path))
	not _has_no_action(alarm)
	finding := {
		"messageId": "switched_off",
		"subject": alarm.id,
		"path": path,
		"arguments": {"alert": alarm.address},
		"fix": {"op": "replace", "path": path, "value": true},
	}
}

findings contains finding if {
	some monitor in _monitors
	_flaps(monitor)
	not _recovers(monitor)
	finding := {
		"messageId": "no_recovery",
		"subject": monitor.item.id,
		"path": _thresholds_or_query(monitor),
		"evidence": array.concat(monitor.thresholds, [monitor.query]),
		"arguments": {"alert": monitor.name},
	}
}

findings contains finding if {
	some unsaid in _unknown
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": unsaid.item.id,
		"path": unsaid.path,
		"arguments": {"alert": unsaid.name},
	}
}

_unknown := array.concat(
	array.concat(
		[{"item": alert.item, "path": alert.path, "name": alert.name} |
			some alert in _silent
			value.unknown(alert.item, alert.path)
		],
		[{"item": alarm, "path": ["actions_enabled"], "name": alarm.address} |
			some alarm in _alarms
			not _read_by_others(alarm)
			value.unknown(alarm, ["actions_enabled"])
		],
	),
	[{"item": monitor.item, "path": path, "name": monitor.name} |
		some monitor in _monitors
		_flaps(monitor)
		some path in monitor.recovery
		value.unknown(monitor.item, path)
	],
)

# What may tell nobody: {item, path, name, message}. Alarms whose state others read need not.
_silent := array.concat(
	[{"item": alarm, "path": ["alarm_actions"], "name": alarm.address, "message": "no_action"} |
		some alarm in _alarms
		not _read_by_others(alarm)
	],
	[{"item": monitor.item, "path": monitor.told, "name": monitor.name, "message": "nobody_told"} |
		some monitor in _monitors
		not _read_by_datadog(monitor)
	],
)

_tells_nobody(alert) if value.absent(alert.item, alert.path)

_tells_nobody(alert) if {
	told := value.get(alert.item, alert.path)
	is_string(told)
	not contains(told, "@")
}

_tells_nobody(alert) if {
	told := value.get(alert.item, alert.path)
	is_array(told)
	count([action | some action in told; action != ""]) == 0
}

_has_no_action(alarm) if _tells_nobody({"item": alarm, "path": ["alarm_actions"]})

_alarms := [alarm |
	some alarm in input.resources
	alarm.type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
]

# Deployments that are rolled back by it, health checks, composite alarms and rules for its events.
_read_by_others(alarm) if {
	some reader in input.resources
	reader.id != alarm.id
	_reads_alarms(reader)
}

_reads_alarms(reader) if reader.type == "aws_cloudwatch_composite_alarm"

_reads_alarms(reader) if {
	place := {
		"aws_appconfig_environment": ["monitor"],
		"aws_autoscaling_group": ["instance_refresh", 0, "preferences", 0, "alarm_specification"],
		"aws_codedeploy_deployment_group": ["alarm_configuration"],
		"aws_ecs_service": ["alarms"],
		"aws_fis_experiment_template": ["stop_condition"],
		"aws_route53_health_check": ["cloudwatch_alarm_name"],
	}[reader.type]
	not value.absent(reader, place)
}

_reads_alarms(reader) if {
	reader.type == "aws_cloudwatch_event_rule"
	not value.absent(reader, ["event_pattern"])
	contains(_pattern(reader), "aws.cloudwatch")
}

_pattern(rule) := json.marshal(value.get(rule, ["event_pattern"]))

# What cannot be read may be about alarms.
_pattern(rule) := "aws.cloudwatch" if value.unknown(rule, ["event_pattern"])

# Monitors in one shape: where they say whom they tell, what they ask, and when they are over.
_monitors := array.concat(
	[{
		"item": item, "name": item.address, "type": item.object.type,
		"told": ["message"], "query": ["query"], "thresholds": [["monitor_thresholds"], ["thresholds"]],
		"recovery": [["monitor_thresholds", 0, "critical_recovery"], ["thresholds", "critical_recovery"]],
	} |
		some item in input.resources
		item.type == "datadog_monitor"
		not _draft(item)
		is_string(item.object.type)
	],
	[{
		"item": item, "name": workload.name(item), "type": item.object.spec.type,
		"told": ["spec", "message"], "query": ["spec", "query"], "thresholds": [["spec", "options", "thresholds"]],
		"recovery": [["spec", "options", "thresholds", "criticalRecovery"]],
	} |
		some item in input.resources
		item.type == "datadoghq.com/DatadogMonitor"
		is_string(item.object.spec.type)
	],
)

_draft(item) if value.get(item, ["draft_status"]) == "draft"

# Parts of a composite, and what an objective counts, speak through it; rules may tell people for all.
_read_by_datadog(monitor) if {
	monitor.type != "composite"
	some other in _monitors
	other.type == "composite"
}

_read_by_datadog(monitor) if {
	some other in input.resources
	other.type in {"datadog_monitor_notification_rule", "datadog_service_level_objective"}
	monitor.type != "slo alert"
}

# A short look at a value that is compared with a number turns at that number as often as the value does.
_flaps(monitor) if {
	monitor.type in {"metric alert", "query alert"}
	query := value.get(monitor.item, monitor.query)
	regex.match(`\(last_([1-9]|1[0-5])m\)`, query)
	regex.match(`(>=|<=|>|<)\s*-?[0-9]+(\.[0-9]+)?\s*$`, query)
	not regex.match(`(anomalies|outliers|forecast|change|pct_change)\(`, query)
}

_recovers(monitor) if {
	some path in monitor.recovery
	not value.absent(monitor.item, path)
}

_thresholds_or_query(monitor) := found[0] if {
	found := [place |
		some path in monitor.thresholds
		thresholds := value.get(monitor.item, path)
		place := _block(path, thresholds)
	]
} else := monitor.query

# A block of Terraform is a list of one.
_block(path, thresholds) := array.concat(path, [0]) if is_array(thresholds)

_block(path, thresholds) := path if is_object(thresholds)
