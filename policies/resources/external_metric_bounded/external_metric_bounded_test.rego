package resources.external_metric_bounded_test

import data.resources.external_metric_bounded

_found(type, spec, unknown, parameters) := {[finding.messageId, finding.path, finding.arguments.metric] |
	some finding in external_metric_bounded.findings with input as {"resources": [{
		"id": "o",
		"type": type,
		"namespace": "payments",
		"object": {"metadata": {"name": "o"}, "spec": spec},
		"unknown": unknown,
	}]}
		with data.parameters as parameters
}

_hpa(behavior) := {
	"maxReplicas": 10,
	"metrics": [{"type": "External", "external": {"metric": {"name": "datadogmetric@a:b"}, "target": {"type": "Value", "value": 1}}}],
	"behavior": behavior,
}

_down := ["spec", "behavior", "scaleDown"]

test_an_external_metric_needs_a_policy if {
	every behavior in [{}, {"scaleUp": {"policies": [1]}}, {"scaleDown": {"stabilizationWindowSeconds": 300}}, {"scaleDown": {"policies": []}}] {
		_found("autoscaling/HorizontalPodAutoscaler", _hpa(behavior), {}, {}) == {["no_scale_down_policy", _down, "datadogmetric@a:b"]}
	}
	_found("autoscaling/HorizontalPodAutoscaler", _hpa({"scaleDown": {"policies": [{"type": "Percent", "value": 10, "periodSeconds": 60}]}}), {}, {}) == set()
	_found("autoscaling/HorizontalPodAutoscaler", _hpa({"scaleDown": {"selectPolicy": "Disabled"}}), {}, {}) == set()
}

test_other_metrics_are_quiet if {
	_found("autoscaling/HorizontalPodAutoscaler", {"maxReplicas": 10, "metrics": [{"type": "Resource", "resource": {"name": "cpu"}}]}, {}, {}) == set()
	_found("autoscaling/HorizontalPodAutoscaler", {"maxReplicas": 10}, {}, {}) == set()
}

test_a_configured_cap_holds if {
	_found("autoscaling/HorizontalPodAutoscaler", _hpa({"scaleDown": {"selectPolicy": "Disabled"}}), {}, {"RES-010": {"maxReplicas": 9}}) == {["above_cap", ["spec", "maxReplicas"], "datadogmetric@a:b"]}
}

_keda(trigger, more) := object.union({"triggers": [{"type": trigger}], "advanced": {"horizontalPodAutoscalerConfig": {"behavior": {"scaleDown": {"policies": [1]}}}}}, more)

test_keda_asks_a_monitoring_system if {
	_found("keda.sh/ScaledObject", _keda("datadog", {}), {}, {}) == {["no_cap", ["spec", "maxReplicaCount"], "datadog"]}
	_found("keda.sh/ScaledObject", _keda("datadog", {"maxReplicaCount": 5}), {}, {}) == set()
	_found("keda.sh/ScaledObject", _keda("aws-sqs-queue", {}), {}, {}) == set()
	_found("keda.sh/ScaledObject", {"maxReplicaCount": 5, "triggers": [{"type": "prometheus"}]}, {}, {}) == {["no_scale_down_policy", ["spec", "advanced", "horizontalPodAutoscalerConfig", "behavior", "scaleDown"], "prometheus"]}
}

test_what_is_unknown_is_open if {
	_found("autoscaling/HorizontalPodAutoscaler", _hpa({}), {"/spec/behavior": true}, {}) == {["unknown", ["spec", "behavior"], "datadogmetric@a:b"]}
	_found("keda.sh/ScaledObject", _keda("datadog", {}), {"/spec/maxReplicaCount": true}, {}) == {["unknown", ["spec", "maxReplicaCount"], "datadog"]}
}
