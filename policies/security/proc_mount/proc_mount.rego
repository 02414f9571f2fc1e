# METADATA
# title: Masks of /proc kept
# description: No container sees the parts of /proc that the container runtime hides. From Kubernetes 1.35 on it may in a user namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-010
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/procMount"
#     - "{pod}/initContainers/*/securityContext/procMount"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA procMount, KSV-0027]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.proc_mount

import data.lib.pod_security

findings contains finding if {
	some container in _unmasked
	count(container.pod.relaxed_doubts) == 0
	path := array.concat(container.path, _field)
	finding := {
		"messageId": "unmasked",
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
		"evidence": [path, array.concat(container.pod.path, ["hostUsers"])],
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	some container in _unmasked
	some path in container.pod.relaxed_doubts
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.strict_pods, [_field])
}

_unmasked := [container |
	some container in pod_security.containers
	not object.get(container.security, "procMount", null) in [null, "Default"]
	not container.pod.relaxed
]

_field := ["securityContext", "procMount"]
