# METADATA
# title: seccomp not turned off
# description: No pod turns off the filter of system calls.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-011
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/seccompProfile/type"
#     - "{pod}/containers/*/securityContext/seccompProfile/type"
#     - "{pod}/initContainers/*/securityContext/seccompProfile/type"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA seccompProfile_baseline, KSV-0104]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.seccomp_profile

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some context in pod_security.contexts
	type := object.get(context.security.seccompProfile, "type", "")
	not type in ["RuntimeDefault", "Localhost"]
	path := array.concat(context.path, _field)
	not value.unknown(context.resource, path)
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"arguments": object.union(context.arguments, {"profile": pod_security.text_of(type)}),
		"fix": {"op": "replace", "path": path, "value": "RuntimeDefault"},
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [_field])

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [_field])

_field := ["securityContext", "seccompProfile", "type"]
