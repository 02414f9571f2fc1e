package tenancy.production_read_test

import data.tenancy.production_read

_development := {"name": "development", "production": false, "ephemeral": false}

_production := {"name": "production", "production": true, "ephemeral": false}

_facts := {
	"rootEnvironment": null,
	"accounts": {"111111111111": {"registered": true, "environment": _production}, "222222222222": {"registered": true, "environment": _development}},
	"accountOwners": {"111111111111": ["orders"], "222222222222": ["payments"]},
	"references": {
		"arn:aws:sns:eu-west-1:111111111111:orders": _production,
		"arn:aws:sqs:eu-west-1:222222222222:orders": _development,
		"arn:aws:s3:::reports-prod/*": _production,
		"arn:aws:ecr:eu-west-1:111111111111:repository/api": _production,
		"payments-prod": _production,
		"payments-dev": _development,
	},
	"remoteStates": {},
	"namespaceEnvironments": {"payments-prod": _production, "payments-dev": _development},
	"namespaceOwners": {"payments-prod": ["payments"]},
	"selectedNamespaces": [
		{"selector": {"matchLabels": {"stage": "dev"}}, "namespaces": [{"name": "a-dev", "owner": ["a"], "environment": _development}, {"name": "tools", "owner": [], "environment": null}]},
		{"selector": {"matchLabels": {"stage": "prod"}}, "namespaces": [{"name": "a-prod", "owner": ["a"], "environment": _production}]},
	],
}

_resource(type, environment, content) := {
	"id": "r",
	"address": concat(".", [type, "r"]),
	"type": type,
	"namespace": "",
	"object": content,
	"unknown": {},
	"environment": environment,
}

_all(resource, facts) := found if {
	found := production_read.findings with input as {"resources": [resource], "facts": object.union(_facts, facts)}
}

_found(resource, facts) := {[finding.messageId, finding.path] | some finding in _all(resource, facts)}

_topic := {"topic_arn": "arn:aws:sns:eu-west-1:111111111111:orders", "endpoint": "arn:aws:sqs:eu-west-1:222222222222:orders"}

test_a_subscription_to_production_is_found if {
	_found(_resource("aws_sns_topic_subscription", _development, _topic), {}) == {["subscribed", ["topic_arn"]]}
}

test_its_producer_is_asked if {
	{finding.owners | some finding in _all(_resource("aws_sns_topic_subscription", _development, _topic), {})} == {["orders"]}
}

_unknown_topic := object.union(
	_resource("aws_sns_topic_subscription", _development, {}),
	{"unknown": {"/topic_arn": true}},
)

_called(environment) := {"unknownReferences": {"aws_sns_topic_subscription.r": {"/topic_arn": {
	"name": "data.aws_sns_topic.orders-prod.arn",
	"environment": environment,
}}}}

test_an_unknown_topic_that_is_called_production_is_found if {
	_found(_unknown_topic, _called(_production)) == {["subscribed", ["topic_arn"]]}
}

test_an_unknown_topic_that_is_called_development_is_none if {
	_found(_unknown_topic, _called(_development)) == set()
}

test_an_unknown_topic_of_which_nothing_is_said_is_none if {
	_found(_unknown_topic, {"unknownReferences": {}}) == set()
}

test_production_may_read_production if {
	_found(_resource("aws_sns_topic_subscription", _production, _topic), {}) == set()
}

test_what_production_sends_is_found_where_it_is_known_to_be_production if {
	_found(_resource("aws_sns_topic_subscription", _production, _topic), {"rootEnvironment": _production}) == {["sent", ["endpoint"]]}
}

test_restores_are_found if {
	_found(_resource("aws_db_instance", _development, {"snapshot_identifier": "payments-prod"}), {}) == {["restored", ["snapshot_identifier"]]}
	point := {"restore_to_point_in_time": [{"source_cluster_identifier": "payments-prod"}]}
	_found(_resource("aws_rds_cluster", _development, point), {}) == {["restored", ["restore_to_point_in_time", 0, "source_cluster_identifier"]]}
}

test_own_snapshots_and_those_that_say_nothing_are_quiet if {
	_found(_resource("aws_db_instance", _development, {"snapshot_identifier": "payments-dev"}), {}) == set()
	_found(_resource("aws_db_instance", _development, {"snapshot_identifier": "payments"}), {}) == set()
}

test_look_ups_are_found if {
	_found(_resource("data.aws_ssm_parameter", _development, {"name": "payments-prod"}), {}) == {["looked_up", ["name"]]}
	_found(_resource("data.aws_ssm_parameter", _development, {"name": "payments-dev"}), {}) == set()
}

test_states_are_found if {
	state := _resource("data.terraform_remote_state", _development, {"backend": "s3", "config": {"key": "x"}})
	_found(state, {"remoteStates": {state.address: {"name": "b/prod/x", "owner": ["orders"], "environment": _production}}}) == {["state", ["config"]]}
	_found(state, {"remoteStates": {state.address: {"name": "b/x", "owner": ["orders"], "environment": null}}}) == set()
}

_policy(action, resource) := _resource("aws_iam_policy", _development, {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]})})

test_a_policy_that_reads_is_found if {
	_found(_policy("s3:GetObject", "arn:aws:s3:::reports-prod/*"), {}) == {["policy", ["policy"]]}
	_found(_policy("s3:*", ["arn:aws:s3:::reports-prod/*"]), {}) == {["policy", ["policy"]]}
	_found(_policy("s3:PutObject", "arn:aws:s3:::reports-prod/*"), {}) == set()
	_found(_policy("ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:111111111111:repository/api"), {}) == set()
	_found(_policy("s3:GetObject", "*"), {}) == set()
}

_bucket(principal, action) := _resource("aws_s3_bucket_policy", _production, {"policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": action,
	"Resource": "arn:aws:s3:::reports/*",
	"Principal": {"AWS": principal},
}]})})

test_an_account_that_is_not_production_is_found if {
	known := {"rootEnvironment": _production}
	_found(_bucket("arn:aws:iam::222222222222:root", "s3:GetObject"), known) == {["admitted", ["policy"]]}
	_found(_bucket("arn:aws:iam::111111111111:root", "s3:GetObject"), known) == set()
	_found(_bucket("arn:aws:iam::333333333333:root", "s3:GetObject"), known) == set()
	_found(_bucket("arn:aws:iam::222222222222:root", "s3:PutObject"), known) == set()
	_found(_bucket("arn:aws:iam::222222222222:root", "s3:GetObject"), {}) == set()
}

_network(namespace, environment, spec) := object.union(
	_resource("networking.k8s.io/NetworkPolicy", environment, {"metadata": {"name": "p"}, "spec": spec}),
	{"namespace": namespace},
)

_selector(stage) := {"namespaceSelector": {"matchLabels": {"stage": stage}}}

test_a_way_into_production_is_found_from_both_sides if {
	_found(_network("payments-prod", _production, {"ingress": [{"from": [_selector("dev")]}]}), {}) == {["ingress", ["spec", "ingress", 0, "from", 0, "namespaceSelector"]]}
	_found(_network("payments-dev", _development, {"egress": [{"to": [_selector("prod")]}]}), {}) == {["egress", ["spec", "egress", 0, "to", 0, "namespaceSelector"]]}
}

test_labels_that_contradict_the_name_are_not_believed if {
	mistaken := {"selectedNamespaces": [{"selector": {"matchLabels": {"stage": "dev"}}, "namespaces": [{"name": "a-production", "owner": [], "environment": _development}]}]}
	_found(_network("payments-prod", _production, {"ingress": [{"from": [_selector("dev")]}]}), mistaken) == set()
}

test_other_ways_are_quiet if {
	_found(_network("payments-prod", _production, {"ingress": [{"from": [_selector("prod")]}]}), {}) == set()
	_found(_network("payments-dev", _development, {"ingress": [{"from": [_selector("prod")]}], "egress": [{"to": [_selector("dev")]}]}), {}) == set()
	_found(_network("unheard-of", _production, {"ingress": [{"from": [_selector("dev")]}]}), {}) == set()
}

test_an_unknown_snapshot_is_open if {
	unknown := {"unknown": {"/snapshot_identifier": true}}
	_found(object.union(_resource("aws_db_instance", _development, {}), unknown), {}) == {["unknown", ["snapshot_identifier"]]}
	_found(object.union(_resource("aws_db_instance", _production, {}), unknown), {}) == set()
	replica := {"unknown": {"/replicate_source_db": true}}
	_found(object.union(_resource("aws_db_instance", _development, {}), replica), {}) == set()
}
