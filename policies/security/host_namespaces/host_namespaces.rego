# METADATA
# title: Namespaces of the node not shared
# description: No pod shares the network, the processes or the IPC of its node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-002
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/hostNetwork"
#     - "{pod}/hostPID"
#     - "{pod}/hostIPC"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA hostNamespaces, KSV-0008, KSV-0009, KSV-0010]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.host_namespaces

import data.lib.pod_security

findings contains finding if {
	some pod in pod_security.pods
	some field, message in _fields
	pod_security.is_true(pod.values[field])
	path := array.concat(pod.path, [field])
	finding := {
		"messageId": message,
		"subject": pod.resource.id,
		"path": path,
		"arguments": pod.arguments,
		"fix": {"op": "replace", "path": path, "value": false},
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [[field] | some field, _ in _fields])

_fields := {"hostNetwork": "network", "hostPID": "processes", "hostIPC": "ipc"}
