# METADATA
# title: Windows host process not used
# description: No container runs as a process of its Windows node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-001
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/windowsOptions/hostProcess"
#     - "{pod}/containers/*/securityContext/windowsOptions/hostProcess"
#     - "{pod}/initContainers/*/securityContext/windowsOptions/hostProcess"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA hostProcess, KSV-0103]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.host_process

import data.lib.pod_security

findings contains finding if {
	some context in pod_security.contexts
	pod_security.is_true(context.security.windowsOptions.hostProcess)
	path := array.concat(context.path, _field)
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"arguments": context.arguments,
		"fix": {"op": "replace", "path": path, "value": false},
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [_field])

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [_field])

_field := ["securityContext", "windowsOptions", "hostProcess"]
