package lib.alert_test

import data.lib.alert

_side(type, object, unknown) := {"type": type, "address": "x", "object": object, "unknown": unknown}

_measures(type, object) := {[measure.what, measure.path, measure.loose] | some each in alert.alerts(_side(type, object, {})); some measure in each.measures}

test_a_monitor_has_a_threshold_a_query_and_people if {
	monitor := {
		"query": "avg(last_5m):avg:system.disk.free{*} < 10",
		"monitor_thresholds": [{"critical": "10"}],
		"message": "Disk is full @slack-payments @pagerduty-Payments, or @a.b@example.com.",
		"notify_no_data": true,
	}
	_measures("datadog_monitor", monitor) == {["threshold", ["query"], -10], ["threshold", ["monitor_thresholds", 0, "critical"], -10], ["no_data", ["notify_no_data"], 0]}
	[found] := alert.alerts(_side("datadog_monitor", monitor, {}))
	found.told == ["@a.b@example.com", "@pagerduty-Payments", "@slack-payments"]
}

test_an_alarm_speaks_later_with_more_periods if {
	_measures("aws_cloudwatch_metric_alarm", {"threshold": 5, "comparison_operator": "GreaterThanThreshold", "evaluation_periods": "3"}) == {["threshold", ["threshold"], 5], ["evaluation_periods", ["evaluation_periods"], 3]}
	[alarm] := alert.alerts(_side("aws_cloudwatch_metric_alarm", {"actions_enabled": false, "alarm_actions": ["a"]}, {}))
	alarm.off
	alarm.told == ["a"]
}

_rule(rule) := {"spec": {"groups": [{"name": "g", "rules": [rule, {"record": "r", "expr": "1"}]}]}}

test_a_rule_of_prometheus_waits if {
	path := ["spec", "groups", 0, "rules", 0]
	_measures("monitoring.coreos.com/PrometheusRule", _rule({"alert": "a", "expr": "rate(x[5m]) > 0.5", "for": "1h30m"})) == {["threshold", array.concat(path, ["expr"]), 0.5], ["for", array.concat(path, ["for"]), 5400]}
	_measures("monitoring.coreos.com/PrometheusRule", _rule({"alert": "a", "expr": "up == 0"})) == {["for", array.concat(path, ["for"]), 0]}
}

test_others_have_their_switches if {
	[test] := alert.alerts(_side("datadog_synthetics_test", {"status": "paused"}, {}))
	test.off
	[check] := alert.alerts(_side("pingdom_check", {"paused": true}, {}))
	check.off
	[live] := alert.alerts(_side("pingdom_check", {}, {}))
	not live.off
	_measures("datadoghq.com/DatadogMonitor", {"spec": {"query": "a > 1"}}) == {["threshold", ["spec", "query"], 1]}
}

test_units_of_durations if {
	alert.seconds("2d") == 172800
	alert.seconds("") == 0
}
