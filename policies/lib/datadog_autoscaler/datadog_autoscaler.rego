# METADATA
# title: What a DatadogPodAutoscaler does
# description: Whether an autoscaler changes a number of replicas; all but Datadog's always do.
# scope: package
package lib.datadog_autoscaler

import data.lib.value

# scales holds unless an autoscaler only shows what it would do, or only sizes the containers.
scales(resource) if resource.type != "datadoghq.com/DatadogPodAutoscaler"

scales(resource) if {
	resource.type == "datadoghq.com/DatadogPodAutoscaler"
	not _only_shown(resource)
	not _only_sized(resource)
}

_only_shown(resource) if value.get(resource, ["spec", "applyPolicy", "mode"]) == "Preview"

_only_shown(resource) if value.get(resource, ["spec", "policy", "applyMode"]) == "None"

_only_sized(resource) if {
	some [policy, up, down] in [["applyPolicy", "scaleUp", "scaleDown"], ["policy", "upscale", "downscale"]]
	value.get(resource, ["spec", policy, up, "strategy"]) == "Disabled"
	value.get(resource, ["spec", policy, down, "strategy"]) == "Disabled"
}
