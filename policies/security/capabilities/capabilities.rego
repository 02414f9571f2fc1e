# METADATA
# title: No capabilities beyond the usual
# description: No container adds Linux capabilities beyond those that containers have by default.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-004
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/capabilities/add/*"
#     - "{pod}/initContainers/*/securityContext/capabilities/add/*"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA capabilities_baseline, KSV-0022]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.capabilities

import data.lib.pod_security

findings contains finding if {
	some container in pod_security.containers
	some index, capability in container.security.capabilities.add
	is_string(capability)
	not capability in pod_security.baseline_capabilities
	path := array.concat(container.path, array.concat(_field, [index]))
	finding := {
		"messageId": "added",
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, {"capability": capability}),
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [array.concat(_field, ["#"])])

_field := ["securityContext", "capabilities", "add"]
