# METADATA
# title: Limits near requests
# description: The limit of a container is no more than a configured multiple of its request.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-006
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/resources/limits/memory"
#     - "{pod}/containers/*/resources/requests/memory"
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters:
#     maxMemoryRatio: {type: [number, "null"], minimum: 1, default: null, description: "How many times its memory request a container may use."}
#     maxCpuRatio: {type: [number, "null"], minimum: 1, default: null, description: "How many times its CPU request a container may use."}
#   supersedes: []
#   peers: [GK containerresourceratios]
#   tags: []
package resources.limit_request_ratio

import data.lib.container_resources
import data.lib.open
import data.lib.parameter
import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some setting in _settings
	some container in container_resources.containers
	limit := container_resources.own(container, "limits", setting.name)
	request := container_resources.own(container, "requests", setting.name)
	_exceeds(limit, request, setting.ratio)
	path := container_resources.path(container, "limits", setting.name)
	finding := {
		"messageId": setting.name,
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, _words(limit, request, setting.ratio)),
		"measure": _thousandths(limit, request),
		"evidence": [path, container_resources.path(container, "requests", setting.name)],
	}
}

findings contains finding if {
	some setting in _settings
	some container in container_resources.containers
	paths := [container_resources.path(container, kind, setting.name) | some kind in ["limits", "requests"]]
	every path in paths { not value.absent(container.resource, path) }
	some path in paths
	some unknown in open.paths(container.resource, path)
	finding := pod_security.unknown_at(container.pod, unknown)
}

_settings := [{"name": name, "ratio": ratio} |
	some name, setting in {"memory": "maxMemoryRatio", "cpu": "maxCpuRatio"}
	ratio := parameter.value("RES-006", setting)
]

_exceeds(limit, request, ratio) if {
	quantity.compare(request, "0") == 1
	quantity.compare(limit, quantity.multiply(request, ratio)) == 1
}

_words(limit, request, ratio) := {
	"limit": pod_security.text_of(limit),
	"request": pod_security.text_of(request),
	"ratio": pod_security.text_of(ratio),
}

# Quotients have no end; thousandths are near enough to tell better from worse.
_thousandths(limit, request) := json.marshal(round((to_number(quantity.decimal(limit)) * 1000) / to_number(quantity.decimal(request))))
