package change.alert_loosened_test

import data.change.alert_loosened

_side(_, null) := null

_side(type, object) := {"type": type, "address": "x", "object": object, "unknown": {}} if object != null

_found(type, action, before, after) := {[finding.messageId, finding.path] |
	some finding in alert_loosened.findings with input as {"changes": [{
		"id": "c",
		"address": "x",
		"type": type,
		"action": action,
		"before": _side(type, before),
		"after": _side(type, after),
	}]}
}

_monitor(limit, message) := {"query": concat(" ", ["avg(last_5m):avg:cpu{*} >", json.marshal(limit)]), "monitor_thresholds": [{"critical": limit}], "message": message}

test_a_deleted_monitor_is_found if {
	_found("datadog_monitor", "delete", _monitor(1, ""), null) == {["deleted", []]}
	_found("datadog_dashboard", "delete", {}, null) == set()
}

test_a_higher_threshold_is_one_finding if {
	_found("datadog_monitor", "update", _monitor(80, "@a1"), _monitor(90, "@a1")) == {["later", ["query"]]}
	_found("datadog_monitor", "update", _monitor(90, "@a1"), _monitor(80, "@a1")) == set()
}

test_who_is_told_counts if {
	_found("datadog_monitor", "update", _monitor(80, "see @a1 and @b1"), _monitor(80, "see @a1")) == {["fewer", ["message"]]}
	_found("datadog_monitor", "update", _monitor(80, "@a1"), _monitor(80, "@a1 @b1")) == set()
}

test_missing_data_is_told if {
	_found("datadog_monitor", "update", {"notify_no_data": true}, {"notify_no_data": false}) == {["no_data", ["notify_no_data"]]}
}

test_a_muted_alarm_is_found if {
	_found("aws_cloudwatch_metric_alarm", "update", {"actions_enabled": true}, {"actions_enabled": false}) == {["muted", ["actions_enabled"]]}
	_found("datadog_synthetics_test", "update", {"status": "live"}, {"status": "paused"}) == {["muted", ["status"]]}
	_found("pingdom_check", "update", {"paused": true}, {"paused": false}) == set()
	_found("aws_cloudwatch_metric_alarm", "update", {"evaluation_periods": 1}, {"evaluation_periods": 5}) == {["later", ["evaluation_periods"]]}
}

test_a_downtime_mutes if {
	_found("datadog_downtime", "create", null, {"scope": ["env:prod"]}) == {["downtime", []]}
	_found("datadog_downtime_schedule", "delete", {"scope": "env:prod"}, null) == set()
}

_rules(rules) := {"metadata": {"name": "r"}, "spec": {"groups": [{"name": "g", "rules": rules}]}}

_prometheus(before, after) := _found("monitoring.coreos.com/PrometheusRule", "update", _rules(before), _rules(after))

_down := {"alert": "Down", "expr": "up == 0", "for": "5m"}

_slow := {"alert": "Slow", "expr": "latency > 1", "for": "5m"}

test_rules_are_looked_at_one_by_one if {
	_prometheus([_down, _slow], [_slow]) == {["removed", ["spec", "groups", 0, "rules"]]}
	_prometheus([_down, _slow], [_slow, object.union(_down, {"for": "1h"})]) == {["later", ["spec", "groups", 0, "rules", 1, "for"]]}
	_prometheus([_slow], [object.union(_slow, {"expr": "latency > 5"})]) == {["later", ["spec", "groups", 0, "rules", 0, "expr"]]}
	_prometheus([_down], [_down, _slow]) == set()
}

test_another_name_for_the_same_query_is_quiet if {
	_prometheus([_down], [object.union(_down, {"alert": "Gone"})]) == set()
}
