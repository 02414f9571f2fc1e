package resources.lambda_within_maximum_test

import data.resources.lambda_within_maximum

_function(object, unknown) := {
	"id": "f",
	"address": "aws_lambda_function.f",
	"type": "aws_lambda_function",
	"object": object,
	"unknown": unknown,
}

_both := {"RES-023": {"maxMemoryMb": 1024, "maxConcurrency": 100}}

_found(resource, parameters) := {[finding.messageId, finding.path, object.get(finding, ["fix", "op"], "")] |
	some finding in lambda_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as parameters
}

_reserved := ["reserved_concurrent_executions"]

test_more_memory_is_found if {
	arguments := {"memory_size": "2048", "reserved_concurrent_executions": 10}
	_found(_function(arguments, {}), _both) == {["memory", ["memory_size"], "replace"]}
}

test_more_at_once_is_found if {
	_found(_function({"reserved_concurrent_executions": 101}, {}), _both) == {["concurrency", _reserved, "replace"]}
	_found(_function({"reserved_concurrent_executions": 100}, {}), _both) == set()
}

test_no_reservation_is_no_limit if {
	_found(_function({}, {}), _both) == {["unlimited", _reserved, "add"]}
	_found(_function({"reserved_concurrent_executions": -1}, {}), _both) == {["unlimited", _reserved, "replace"]}
	_found(_function({"reserved_concurrent_executions": 0}, {}), _both) == set()
}

test_without_parameters_nothing_is_found if {
	_found(_function({"memory_size": 10240}, {"/reserved_concurrent_executions": true}), {}) == set()
}

test_provisioned_concurrency_counts if {
	config := {
		"id": "p",
		"address": "aws_lambda_provisioned_concurrency_config.p",
		"type": "aws_lambda_provisioned_concurrency_config",
		"object": {"provisioned_concurrent_executions": 500},
		"unknown": {},
	}
	_found(config, _both) == {["provisioned", ["provisioned_concurrent_executions"], "replace"]}
}

test_unknown_values_are_open if {
	_found(_function({"memory_size": 128}, {"/reserved_concurrent_executions": true}), _both) == {["unknown", _reserved, ""]}
	_found(_function({"reserved_concurrent_executions": 1}, {"/memory_size": true}), _both) == {["unknown", ["memory_size"], ""]}
}
