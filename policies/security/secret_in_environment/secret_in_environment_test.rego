package security.secret_in_environment_test

import data.security.secret_in_environment

_found(resource) := {[finding.messageId, finding.path] |
	some finding in secret_in_environment.findings with input as {"resources": [resource], "kubernetesVersion": "1.33"}
}

_marker(detector) := {"$secret": {"detector": detector, "reference": "DB_PASSWORD", "changed": null}}

_pod(value) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "",
	"object": {"metadata": {"name": "p"}, "spec": {"containers": [{
		"name": "a",
		"env": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "DB_PASSWORD", "value": value}],
	}]}},
	"unknown": {},
	"sensitive": {"/spec/containers/0/env/1/value": true},
}

test_a_literal_secret_is_found if {
	_found(_pod(_marker("named-secret"))) == {["literal", ["spec", "containers", 0, "env", 1, "value"]]}
	_found(_pod(_marker("github-token"))) == {["literal", ["spec", "containers", 0, "env", 1, "value"]]}
}

test_placeholders_and_plain_values_are_quiet if {
	_found(_pod(_marker("placeholder"))) == set()
	_found(_pod("true")) == set()
	_found(_pod(null)) == set()
}

test_a_task_of_ecs_is_found_at_each_variable if {
	environment := [{"name": "A", "value": _marker("named-secret")}, {"name": "B", "value": _marker("jwt")}]
	task := {
		"id": "t",
		"address": "aws_ecs_task_definition.t",
		"type": "aws_ecs_task_definition",
		"object": {"container_definitions": [{"name": "a", "environment": environment}]},
		"unknown": {},
		"sensitive": {"/container_definitions": true},
	}
	_found(task) == {["task", ["container_definitions", 0, "environment", 0, "value"]], ["task", ["container_definitions", 0, "environment", 1, "value"]]}
}
