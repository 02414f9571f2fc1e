package sekisho.routing_test

import data.sekisho.routing

_change(id, type) := {"id": id, "type": type, "production": true}

test_a_database_alone_adds_no_reason if {
	count(routing.reasons) == 0 with input.changes as [_change("a", "aws_db_instance")]
}

test_a_database_and_the_network_ask if {
	changes := [_change("a", "aws_db_instance"), _change("b", "aws_security_group")]
	reasons := routing.reasons with input.changes as changes
	{reason.id | some reason in reasons} == {"database_and_network"}
}

test_databases_are_seen_by_those_who_know_them if {
	reviewers := routing.reviewers with input.changes as [_change("a", "aws_db_instance")]
	reviewers == {{"teams": ["acme/dba"], "changes": ["a"]}}
}

test_six_alarms_are_many if {
	alarms := [_change(sprintf("alarm-%d", [n]), "aws_cloudwatch_metric_alarm") | some n in numbers.range(1, 6)]
	reasons := routing.reasons with input.changes as alarms
	{reason.number | some reason in reasons} == {6}
}
