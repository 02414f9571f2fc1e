# METADATA
# title: seccomp profile set
# description: Every container on Linux has a seccomp profile, from its own settings or from those of its pod. A forbidden profile is the matter of SEC-011.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-017
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/seccompProfile"
#     - "{pod}/os/name"
#     - "{pod}/containers/*/securityContext/seccompProfile"
#     - "{pod}/initContainers/*/securityContext/seccompProfile"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA seccompProfile_restricted, KSV-0030]
#   tags: [pod-security-restricted]
package security.seccomp_profile_set

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some pod in pod_security.linux_pods
	count(pod.windows_doubts) == 0
	some finding in _missing(pod)
}

findings contains finding if {
	some pod in pod_security.linux_pods
	some path in pod.windows_doubts
	count(_missing(pod)) > 0
	finding := pod_security.unknown_at(pod, path)
}

# The pod's own profile decides only where a container has none.
findings contains finding if {
	some finding in pod_security.unknown_in_pods([pod | some pod in pod_security.linux_pods; count(_silent(pod)) > 0], [_field])
}

# A container's own profile decides only where the pod has none.
findings contains finding if {
	without := [pod |
		some pod in pod_security.linux_pods
		value.absent(pod.resource, array.concat(pod.path, _field))
	]
	some finding in pod_security.unknown_in_containers(without, [_field])
}

# Where the pod says nothing, it is one cause, however many containers say nothing either.
_missing(pod) := [finding |
	path := array.concat(pod.path, _field)
	value.absent(pod.resource, path)
	silent := _silent(pod)
	count(silent) > 0
	finding := {
		"messageId": "missing",
		"subject": pod.resource.id,
		"path": path,
		"arguments": {"workload": pod.workload, "containers": concat(", ", [container.name | some container in silent])},
		"measure": json.marshal(count(silent)),
		"evidence": array.concat([path, array.concat(pod.path, ["os", "name"])], [array.concat(container.path, _field) | some container in silent]),
		"fix": {"op": "add", "path": path, "value": {"type": "RuntimeDefault"}},
	}
]

_silent(pod) := [container |
	some container in pod.containers
	value.absent(container.resource, array.concat(container.path, _field))
]

_field := ["securityContext", "seccompProfile"]
