# METADATA
# title: Functions within the maximum
# description: No Lambda function has more memory, or may run more often at once, than the organisation allows.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
# scope: package
# custom:
#   id: RES-023
#   severity: low
#   enforcement: {production: advise, elsewhere: advise}
#   numbers:
#     memory: {number: value, atMost: max}
#     concurrency: {number: value, atMost: max}
#     provisioned: {number: value, atMost: max}
#   scope: resource
#   kinds: [aws_lambda_function, aws_lambda_provisioned_concurrency_config]
#   reads:
#     - "aws_lambda_function:/memory_size"
#     - "aws_lambda_function:/reserved_concurrent_executions"
#     - "aws_lambda_provisioned_concurrency_config:/provisioned_concurrent_executions"
#   needs: [file]
#   parameters:
#     maxMemoryMb: {type: [integer, "null"], minimum: 128, default: null, description: "The most memory of a function, in MB."}
#     maxConcurrency: {type: [integer, "null"], minimum: 0, default: null, description: "How often a function may run at once; one that reserves nothing may take all that the account has."}
#   supersedes: []
#   peers: [CKV_AWS_115]
#   tags: []
package resources.lambda_within_maximum

import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	some found in _settings
	wanted := setting.number(value.get(found.resource, found.path))
	wanted > found.max
	finding := {
		"messageId": found.message,
		"subject": found.resource.id,
		"path": found.path,
		"arguments": {"function": found.resource.address, "value": wanted, "max": found.max},
		"measure": json.marshal(wanted),
		"fix": {"op": "replace", "path": found.path, "value": found.max},
	}
}

# A function that reserves nothing, which is -1 too, may take all that is left of the account.
findings contains finding if {
	some function in input.resources
	function.type == "aws_lambda_function"
	max := parameter.value("RES-023", "maxConcurrency")
	setting.number(value.get_or(function, _reserved, -1)) < 0
	finding := {
		"messageId": "unlimited",
		"subject": function.id,
		"path": _reserved,
		"arguments": {"function": function.address, "max": max},
		"fix": {"op": _operation(function), "path": _reserved, "value": max},
	}
}

findings contains finding if {
	some found in _settings
	some path in open.paths(found.resource, found.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": found.resource.id,
		"path": path,
		"arguments": {"function": found.resource.address},
	}
}

_reserved := ["reserved_concurrent_executions"]

_ceilings := {
	"aws_lambda_function": [
		{"message": "memory", "path": ["memory_size"], "parameter": "maxMemoryMb"},
		{"message": "concurrency", "path": _reserved, "parameter": "maxConcurrency"},
	],
	"aws_lambda_provisioned_concurrency_config": [{
		"message": "provisioned",
		"path": ["provisioned_concurrent_executions"],
		"parameter": "maxConcurrency",
	}],
}

_settings := [{"resource": resource, "message": ceiling.message, "path": ceiling.path, "max": max} |
	some resource in input.resources
	some ceiling in _ceilings[resource.type]
	max := parameter.value("RES-023", ceiling.parameter)
]

_operation(function) := "replace" if value.known(function, _reserved)

_operation(function) := "add" if value.absent(function, _reserved)
