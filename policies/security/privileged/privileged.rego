# METADATA
# title: Containers not privileged
# description: No container runs with all the powers of its node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-003
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/privileged"
#     - "{pod}/initContainers/*/securityContext/privileged"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA privileged, KSV-0017]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.privileged

import data.lib.pod_security

findings contains finding if {
	some container in pod_security.containers
	pod_security.is_true(container.security.privileged)
	path := array.concat(container.path, _field)
	finding := {
		"messageId": "privileged",
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
		"fix": {"op": "replace", "path": path, "value": false},
	}
}

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [_field])

_field := ["securityContext", "privileged"]
