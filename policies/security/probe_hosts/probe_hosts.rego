# METADATA
# title: Probes stay at their own pod
# description: No probe and no lifecycle handler names a host. Checked from Kubernetes 1.34 on.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-007
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/containers/*/livenessProbe/httpGet/host"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA hostProbesAndHostLifecycle]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.probe_hosts

import data.lib.pod_security

findings contains finding if {
	pod_security.at_least(34)
	some container in pod_security.containers
	some handler in _handlers
	some kind in _kinds
	host := object.get(container.values, array.concat(handler, [kind, "host"]), "")
	not host in [null, ""]
	path := array.concat(container.path, array.concat(handler, [kind, "host"]))
	finding := {
		"messageId": "host",
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, {"host": pod_security.text_of(host), "handler": concat(".", handler)}),
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	pod_security.at_least(34)
	some finding in pod_security.unknown_in_containers(pod_security.pods, _fields)
}

_fields := [field |
	some handler in _handlers
	some kind in _kinds
	field := array.concat(handler, [kind, "host"])
]

_kinds := ["httpGet", "tcpSocket"]

_handlers := [
	["livenessProbe"],
	["readinessProbe"],
	["startupProbe"],
	["lifecycle", "postStart"],
	["lifecycle", "preStop"],
]
