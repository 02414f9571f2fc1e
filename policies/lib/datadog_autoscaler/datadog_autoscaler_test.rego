package lib.datadog_autoscaler_test

import data.lib.datadog_autoscaler

_datadog(spec) := {"type": "datadoghq.com/DatadogPodAutoscaler", "object": {"spec": spec}, "unknown": {}}

test_one_that_applies_what_it_finds_scales if {
	datadog_autoscaler.scales(_datadog({}))
	datadog_autoscaler.scales(_datadog({"applyPolicy": {"mode": "Apply", "scaleDown": {"strategy": "Disabled"}}}))
	datadog_autoscaler.scales({"type": "keda.sh/ScaledObject", "object": {}, "unknown": {}})
}

test_one_that_only_shows_or_only_sizes_does_not if {
	every spec in [
		{"applyPolicy": {"mode": "Preview"}},
		{"policy": {"applyMode": "None"}},
		{"applyPolicy": {"scaleUp": {"strategy": "Disabled"}, "scaleDown": {"strategy": "Disabled"}}},
		{"policy": {"upscale": {"strategy": "Disabled"}, "downscale": {"strategy": "Disabled"}}},
	] {
		not datadog_autoscaler.scales(_datadog(spec))
	}
}
