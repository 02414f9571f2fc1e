package resources.autoscaler_minimum_test

import data.resources.autoscaler_minimum

_scaler(type, spec, unknown) := {
	"id": "s",
	"type": type,
	"environment": {"name": "production", "production": true},
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_hpa(spec) := _scaler("autoscaling/HorizontalPodAutoscaler", spec, {})

_keda(spec) := _scaler("keda.sh/ScaledObject", spec, {})

_found(resource) := {[finding.messageId, object.get(finding, ["fix", "op"], "")] |
	some finding in autoscaler_minimum.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-011": {"minReplicas": 2}}
}

test_one_replica_is_found if {
	_found(_hpa({"minReplicas": 1, "maxReplicas": 4})) == {["below", "replace"]}
	_found(_hpa({"maxReplicas": 4})) == {["default", "add"]}
	_found(_keda({"minReplicaCount": 1, "triggers": [{"type": "aws-sqs-queue"}]})) == {["below", "replace"]}
}

test_two_are_quiet if {
	_found(_hpa({"minReplicas": 2, "maxReplicas": 4})) == set()
	_found(_keda({"minReplicaCount": 3})) == set()
}

test_what_ends_when_there_is_no_work_is_quiet if {
	_found(_keda({"triggers": [{"type": "aws-sqs-queue"}]})) == set()
	_found(_keda({"minReplicaCount": 0, "triggers": [{"type": "cpu"}, {"type": "kafka"}]})) == set()
	_found(_keda({"triggers": [{"type": "cpu"}, {"type": "memory"}]})) == {["default", "add"]}
}

test_only_production_is_asked if {
	_found(object.union(_hpa({"minReplicas": 1}), {"environment": {"production": false}})) == set()
}

test_a_maximum_of_one_has_no_fix if {
	_found(_hpa({"minReplicas": 1, "maxReplicas": 1})) == {["below", ""]}
}

test_an_unknown_minimum_is_open if {
	_found(_scaler("autoscaling/HorizontalPodAutoscaler", {"maxReplicas": 4}, {"/spec/minReplicas": true})) == {["unknown", ""]}
}

_datadog(spec) := _scaler("datadoghq.com/DatadogPodAutoscaler", spec, {})

test_datadog_keeps_two_where_it_scales_and_says_so_here if {
	_found(_datadog({"constraints": {"minReplicas": 1, "maxReplicas": 4}})) == {["below", "replace"]}
	_found(_datadog({"constraints": {"maxReplicas": 4}})) == {["default", "add"]}
	_found(_datadog({"owner": "Local"})) == {["default", ""]}
	_found(_datadog({"constraints": {"minReplicas": 2}})) == set()
	_found(_datadog({"owner": "Remote"})) == set()
	_found(_datadog({"applyPolicy": {"mode": "Preview"}})) == set()
}
