# METADATA
# title: Root filesystem read-only
# description: Every container on Linux says that it writes nothing into the filesystem of its image.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# scope: package
# custom:
#   id: SEC-019
#   severity: low
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/readOnlyRootFilesystem"
#     - "{pod}/initContainers/*/securityContext/readOnlyRootFilesystem"
#     - "{pod}/os/name"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0014]
#   tags: []
package security.root_filesystem

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some container in _writing
	count(container.pod.windows_doubts) == 0
	path := array.concat(container.path, _field)
	finding := {
		"messageId": _message(container),
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
		"evidence": [path, array.concat(container.pod.path, ["os", "name"])],
	}
}

findings contains finding if {
	some container in _writing
	some path in container.pod.windows_doubts
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.linux_pods, [_field])
}

_field := ["securityContext", "readOnlyRootFilesystem"]

# An ephemeral container is there to look around, and gone afterwards.
_writing := [container |
	some container in pod_security.containers
	container.list != "ephemeralContainers"
	not container.pod.windows
	not pod_security.is_true(object.get(container.security, "readOnlyRootFilesystem", null))
	not value.unknown(container.resource, array.concat(container.path, _field))
]

_message(container) := "writable" if {
	object.get(container.security, "readOnlyRootFilesystem", null) != null
} else := "missing"
