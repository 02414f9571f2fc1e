package reliability.alert_reaches_people_test

import data.reliability.alert_reaches_people

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in alert_reaches_people.findings with input as {"resources": resources}
}

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_alarm(object) := _resource("alarm", "aws_cloudwatch_metric_alarm", object, {})

test_an_alarm_without_actions_is_found if {
	_found([_alarm({})]) == {["no_action", "alarm", ["alarm_actions"]]}
	_found([_alarm({"alarm_actions": []})]) == {["no_action", "alarm", ["alarm_actions"]]}
	_found([_alarm({"alarm_actions": [""]})]) == {["no_action", "alarm", ["alarm_actions"]]}
	_found([_alarm({"alarm_actions": [], "ok_actions": ["arn:aws:sns:eu-west-2:111111111111:pages"]})]) == {["no_action", "alarm", ["alarm_actions"]]}
}

test_an_alarm_with_an_action_is_quiet if {
	_found([_alarm({"alarm_actions": ["arn:aws:sns:eu-west-2:111111111111:pages"]})]) == set()
	_found([_resource("alarm", "aws_cloudwatch_metric_alarm", {"alarm_actions": [null]}, {"/alarm_actions/0": true})]) == set()
}

test_an_alarm_that_is_switched_off_is_found if {
	_found([_alarm({"alarm_actions": ["arn"], "actions_enabled": false})]) == {["switched_off", "alarm", ["actions_enabled"]]}
	_found([_alarm({"alarm_actions": ["arn"], "actions_enabled": "true"})]) == set()
	_found([_alarm({"alarm_actions": [], "actions_enabled": false})]) == {["no_action", "alarm", ["alarm_actions"]]}
}

test_an_alarm_that_others_read_is_quiet if {
	composite := _resource("all", "aws_cloudwatch_composite_alarm", {"alarm_actions": ["arn"], "alarm_rule": "ALARM(alarm)"}, {})
	_found([_alarm({}), composite]) == set()
	_found([_alarm({}), _resource("d", "aws_codedeploy_deployment_group", {"alarm_configuration": [{"alarms": ["alarm"]}]}, {})]) == set()
	_found([_alarm({}), _resource("s", "aws_ecs_service", {"alarms": [{"alarm_names": ["alarm"]}]}, {})]) == set()
	_found([_alarm({}), _resource("e", "aws_cloudwatch_event_rule", {"event_pattern": `{"source":["aws.cloudwatch"]}`}, {})]) == set()
	_found([_alarm({}), _resource("e", "aws_cloudwatch_event_rule", {}, {"/event_pattern": true})]) == set()
}

test_other_readers_do_not_help if {
	_found([_alarm({}), _resource("s", "aws_ecs_service", {}, {})]) == {["no_action", "alarm", ["alarm_actions"]]}
	_found([_alarm({}), _resource("e", "aws_cloudwatch_event_rule", {"event_pattern": `{"source":["aws.ecs"]}`}, {})]) == {["no_action", "alarm", ["alarm_actions"]]}
	_found([_resource("all", "aws_cloudwatch_composite_alarm", {}, {})]) == {["no_action", "all", ["alarm_actions"]]}
}

test_what_is_unknown_is_open if {
	_found([_resource("alarm", "aws_cloudwatch_metric_alarm", {}, {"/alarm_actions": true})]) == {["unknown", "alarm", ["alarm_actions"]]}
	_found([_resource("alarm", "aws_cloudwatch_metric_alarm", {"alarm_actions": ["arn"]}, {"/actions_enabled": true})]) == {["unknown", "alarm", ["actions_enabled"]]}
	_found([_resource("m", "datadog_monitor", {"type": "log alert"}, {"/message": true})]) == {["unknown", "m", ["message"]]}
}

_query := "avg(last_5m):avg:system.cpu.user{env:prod} > 90"

_monitor(more) := _resource("m", "datadog_monitor", object.union({"type": "query alert", "message": "@pagerduty-shop", "query": _query}, more), {})

_thresholds := [{"critical": 90, "critical_recovery": 80}]

test_a_monitor_that_tells_nobody_is_found if {
	_found([_monitor({"message": "CPU is high.", "monitor_thresholds": _thresholds})]) == {["nobody_told", "m", ["message"]]}
	_found([_monitor({"message": "CPU is high. {{#is_alert}}@pagerduty-shop{{/is_alert}}", "monitor_thresholds": _thresholds})]) == set()
	_found([_monitor({"message": "CPU is high.", "draft_status": "draft"})]) == set()
}

test_a_monitor_that_others_read_is_quiet if {
	part := _monitor({"message": "", "monitor_thresholds": _thresholds})
	composite := _resource("c", "datadog_monitor", {"type": "composite", "message": "@pagerduty-shop", "query": "1 && 2"}, {})
	_found([part, composite]) == set()
	_found([part, _resource("c", "datadog_monitor", {"type": "composite", "message": "", "query": "1 && 2"}, {})]) == {["nobody_told", "c", ["message"]]}
	_found([part, _resource("r", "datadog_monitor_notification_rule", {}, {})]) == set()
}

test_a_monitor_without_recovery_is_found if {
	_found([_monitor({"monitor_thresholds": [{"critical": 90}]})]) == {["no_recovery", "m", ["monitor_thresholds", 0]]}
	_found([_monitor({})]) == {["no_recovery", "m", ["query"]]}
	_found([_monitor({"monitor_thresholds": _thresholds})]) == set()
	_found([_monitor({"thresholds": {"critical": "90", "critical_recovery": "80"}})]) == set()
}

test_monitors_that_do_not_flap_need_none if {
	_found([_monitor({"query": "avg(last_1h):avg:system.cpu.user{*} > 90"})]) == set()
	_found([_monitor({"query": "avg(last_5m):anomalies(avg:system.cpu.user{*}, 'basic', 2) >= 1"})]) == set()
	_found([_monitor({"type": "service check", "query": "\"ntp.in_sync\".over(\"*\").by(\"host\").last(2).count_by_status()"})]) == set()
}

test_an_unknown_recovery_is_open if {
	monitor := _resource("m", "datadog_monitor", {"type": "query alert", "message": "@a", "query": _query, "monitor_thresholds": [{"critical": 90}]}, {"/monitor_thresholds/0/critical_recovery": true})
	_found([monitor]) == {["unknown", "m", ["monitor_thresholds", 0, "critical_recovery"]]}
}

test_monitors_of_the_operator_are_read if {
	spec := {"type": "metric alert", "query": _query, "message": "CPU is high.", "options": {"thresholds": {"critical": "90"}}}
	monitor := _resource("m", "datadoghq.com/DatadogMonitor", {"metadata": {"name": "cpu"}, "spec": spec}, {})
	_found([monitor]) == {["nobody_told", "m", ["spec", "message"]], ["no_recovery", "m", ["spec", "options", "thresholds"]]}
}
