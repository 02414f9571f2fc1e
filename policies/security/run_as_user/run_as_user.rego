# METADATA
# title: User is not root
# description: No pod and no container chooses the user 0. From Kubernetes 1.35 on, a pod in a user namespace may.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-016
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/runAsUser"
#     - "{pod}/containers/*/securityContext/runAsUser"
#     - "{pod}/initContainers/*/securityContext/runAsUser"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA runAsUser, KSV-0105]
#   tags: [pod-security-restricted]
package security.run_as_user

import data.lib.pod_security

findings contains finding if {
	some pod in pod_security.strict_pods
	count(pod.relaxed_doubts) == 0
	some context in _root(pod)
	path := array.concat(context.path, _field)
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"arguments": context.arguments,
		"evidence": [path, array.concat(pod.path, ["hostUsers"])],
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	some pod in pod_security.strict_pods
	some path in pod.relaxed_doubts
	count(_root(pod)) > 0
	finding := pod_security.unknown_at(pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_pods(pod_security.strict_pods, [_field])
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.strict_pods, [_field])
}

_root(pod) := [context |
	some context in array.concat([pod], pod.containers)
	context.security.runAsUser in [0, "0"]
]

_field := ["securityContext", "runAsUser"]
