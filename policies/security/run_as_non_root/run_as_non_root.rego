# METADATA
# title: Containers do not run as root
# description: Every pod says that its containers must not run as root. From Kubernetes 1.35 on, a pod in a user namespace need not.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-015
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/runAsNonRoot"
#     - "{pod}/containers/*/securityContext/runAsNonRoot"
#     - "{pod}/initContainers/*/securityContext/runAsNonRoot"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA runAsNonRoot, KSV-0012]
#   tags: [pod-security-restricted]
package security.run_as_non_root

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some pod in pod_security.strict_pods
	count(pod.relaxed_doubts) == 0
	some finding in array.concat(_allowed(pod), _missing(pod))
}

findings contains finding if {
	some pod in pod_security.strict_pods
	some path in pod.relaxed_doubts
	count(array.concat(_allowed(pod), _missing(pod))) > 0
	finding := pod_security.unknown_at(pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_pods(pod_security.strict_pods, [_field])
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.strict_pods, [_field])
}

# Root is allowed where somebody says so.
_allowed(pod) := [finding |
	some context in array.concat([pod], pod.containers)
	pod_security.is_false(context.security.runAsNonRoot)
	path := array.concat(context.path, _field)
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"arguments": context.arguments,
		"evidence": [path, array.concat(pod.path, ["hostUsers"])],
		"fix": {"op": "replace", "path": path, "value": true},
	}
]

# Where the pod says nothing, it is one cause, however many containers say nothing either.
_missing(pod) := [finding |
	path := array.concat(pod.path, _field)
	value.absent(pod.resource, path)
	silent := [container | some container in pod.containers; value.absent(pod.resource, array.concat(container.path, _field))]
	count(silent) > 0
	finding := {
		"messageId": "missing",
		"subject": pod.resource.id,
		"path": path,
		"arguments": {"workload": pod.workload, "containers": concat(", ", [container.name | some container in silent])},
		"measure": json.marshal(count(silent)),
		"evidence": array.concat([path, array.concat(pod.path, ["hostUsers"])], [array.concat(container.path, _field) | some container in silent]),
		"fix": {"op": "add", "path": path, "value": true},
	}
]

_field := ["securityContext", "runAsNonRoot"]
