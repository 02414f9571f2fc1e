package lib.autoscaling_test

import data.lib.autoscaling

_resource(type, name, spec) := {
	"id": name,
	"type": type,
	"namespace": "shop",
	"object": {"metadata": {"name": name}, "spec": spec},
	"unknown": {},
}

_deployment(spec) := _resource("apps/Deployment", "api", spec)

_hpa := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", {"minReplicas": 3, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}})

_keda := _resource("keda.sh/ScaledObject", "queue", {"scaleTargetRef": {"name": "api"}})

_fewest(workload, scalers, facts) := count if {
	count := autoscaling.fewest(workload) with input as {"root": {"key": "r"}, "resources": scalers, "facts": facts}
} else := "unknown"

test_an_autoscaler_decides if {
	_fewest(_deployment({"replicas": 7}), [_hpa], {}) == 3
	_fewest(_deployment({}), [_keda], {}) == 0
}

test_without_one_the_number_stands_in_the_workload if {
	_fewest(_deployment({"replicas": 7}), [], {}) == 7
	other := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", {"scaleTargetRef": {"kind": "Deployment", "name": "web"}})
	_fewest(_deployment({"replicas": 7}), [other], {}) == 7
}

test_what_another_root_may_set_is_unknown if {
	_fewest(_deployment({}), [], {}) == "unknown"
	_fewest(_deployment({}), [], {"complete": {"shop": true}}) == 1
	_fewest(_deployment({}), [object.union(_hpa, {"unknown": {"/spec/minReplicas": true}})], {}) == "unknown"
}

_others := [{"type": "autoscaling/HorizontalPodAutoscaler", "name": "cpu", "root": "other", "minReplicas": 4, "target": {"kind": "Deployment", "name": "api"}}]

test_autoscalers_of_other_roots_count if {
	_fewest(_deployment({}), [], {"objects": {"shop": _others}}) == 4
	_fewest(object.union(_deployment({"replicas": 1}), {"namespace": "elsewhere"}), [], {"objects": {"shop": _others}}) == 1
}

test_keda_scales_deployments_unless_it_says_otherwise if {
	found := autoscaling.here with input as {"resources": [_keda]}
	[scaler.target | some scaler in found] == [{"api": "apps/v1", "kind": "Deployment", "name": "api"}]
}

test_an_unknown_target_is_no_target if {
	found := autoscaling.here with input as {"resources": [object.union(_hpa, {"unknown": {"/spec/scaleTargetRef/name": true}})]}
	count(found) == 0
}

test_namespaces_that_nobody_says_may_be_the_same if {
	autoscaling.may_meet("", "shop")
	autoscaling.may_meet("shop", "")
	not autoscaling.may_meet("web", "shop")
}

_datadog(more) := _resource("datadoghq.com/DatadogPodAutoscaler", "api", object.union({"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}}, more))

test_datadog_decides_where_it_scales if {
	_fewest(_deployment({"replicas": 7}), [_datadog({"constraints": {"minReplicas": 3}})], {}) == 3
	_fewest(_deployment({"replicas": 7}), [_datadog({})], {}) == 1
	_fewest(_deployment({"replicas": 7}), [_datadog({"applyPolicy": {"mode": "Apply", "scaleDown": {"strategy": "Disabled"}}})], {}) == 1
}

test_datadog_that_only_shows_or_only_sizes_decides_nothing if {
	every policy in [
		{"applyPolicy": {"mode": "Preview"}},
		{"policy": {"applyMode": "None"}},
		{"applyPolicy": {"scaleUp": {"strategy": "Disabled"}, "scaleDown": {"strategy": "Disabled"}}},
		{"policy": {"upscale": {"strategy": "Disabled"}, "downscale": {"strategy": "Disabled"}}},
	] {
		_fewest(_deployment({"replicas": 7}), [_datadog(policy)], {}) == 7
	}
}

test_datadogs_of_other_roots_count_where_they_have_a_target if {
	other := {"type": "datadoghq.com/DatadogPodAutoscaler", "name": "api", "root": "other", "target": {"kind": "Deployment", "name": "api"}}
	_fewest(_deployment({"replicas": 7}), [], {"objects": {"shop": [other]}}) == 1
	_fewest(_deployment({"replicas": 7}), [], {"objects": {"shop": [object.remove(other, ["target"])]}}) == 7
}
