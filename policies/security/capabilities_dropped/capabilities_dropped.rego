# METADATA
# title: Capabilities dropped
# description: Every container on Linux drops all capabilities and adds NET_BIND_SERVICE at most; from Kubernetes 1.35 on, the masks of /proc stay in a user namespace too.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-018
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/capabilities/drop/*"
#     - "{pod}/initContainers/*/securityContext/capabilities/drop/*"
#     - "{pod}/containers/*/securityContext/capabilities/add/*"
#     - "{pod}/initContainers/*/securityContext/capabilities/add/*"
#     - "{pod}/os/name"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA capabilities_restricted, PSA procMount_restricted, KSV-0106]
#   tags: [pod-security-restricted]
package security.capabilities_dropped

import data.lib.open
import data.lib.pod_security

findings contains finding if {
	some container in _keeping
	count(array.concat(container.pod.windows_doubts, _drop_doubts(container))) == 0
	path := array.concat(container.path, _drop)
	finding := {
		"messageId": "kept",
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
		"evidence": [path, array.concat(container.pod.path, ["os", "name"])],
		"fix": {"op": "add", "path": path, "value": ["ALL"]},
	}
}

findings contains finding if {
	some addition in _additions
	count(addition.container.pod.windows_doubts) == 0
	container := addition.container
	finding := {
		"messageId": "added",
		"subject": container.resource.id,
		"path": addition.path,
		"arguments": object.union(container.arguments, {"capability": addition.capability}),
		"evidence": [addition.path, array.concat(container.pod.path, ["os", "name"])],
		"fix": {"op": "remove", "path": addition.path},
	}
}

findings contains finding if {
	pod_security.at_least(35)
	some container in pod_security.containers
	container.pod.relaxed
	not object.get(container.security, "procMount", null) in [null, "Default"]
	path := array.concat(container.path, ["securityContext", "procMount"])
	finding := {
		"messageId": "unmasked",
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if {
	some container in array.concat(_keeping, [addition.container | some addition in _additions])
	some path in container.pod.windows_doubts
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	some container in _keeping
	some path in _drop_doubts(container)
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.linux_pods, [array.concat(_add, ["#"])])
}

_drop := ["securityContext", "capabilities", "drop"]

_add := ["securityContext", "capabilities", "add"]

_keeping := [container |
	some container in pod_security.containers
	not container.pod.windows
	not "ALL" in object.get(container.security, ["capabilities", "drop"], [])
]

_drop_doubts(container) := open.paths(container.resource, array.concat(container.path, array.concat(_drop, ["#"])))

# What goes beyond the default set is the matter of SEC-004.
_additions := [{"container": container, "path": path, "capability": capability} |
	some container in pod_security.containers
	not container.pod.windows
	some index, capability in container.security.capabilities.add
	capability != "NET_BIND_SERVICE"
	capability in pod_security.baseline_capabilities
	path := array.concat(container.path, array.concat(_add, [index]))
]
