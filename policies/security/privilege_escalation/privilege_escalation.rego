# METADATA
# title: Privilege escalation forbidden
# description: Every container on Linux says that its processes cannot gain more privileges than their parent.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-014
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/securityContext/allowPrivilegeEscalation"
#     - "{pod}/initContainers/*/securityContext/allowPrivilegeEscalation"
#     - "{pod}/os/name"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA allowPrivilegeEscalation, KSV-0001]
#   tags: [pod-security-restricted]
package security.privilege_escalation

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some container in _escalating
	count(container.pod.windows_doubts) == 0
	path := array.concat(container.path, _field)
	finding := object.union(
		{
			"messageId": _message(container),
			"subject": container.resource.id,
			"path": path,
			"arguments": container.arguments,
			"evidence": [path, array.concat(container.pod.path, ["os", "name"])],
		},
		_fix(container, path),
	)
}

findings contains finding if {
	some container in _escalating
	some path in container.pod.windows_doubts
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if {
	some finding in pod_security.unknown_in_containers(pod_security.linux_pods, [_field])
}

_field := ["securityContext", "allowPrivilegeEscalation"]

_escalating := [container |
	some container in pod_security.containers
	not container.pod.windows
	not pod_security.is_false(object.get(container.security, "allowPrivilegeEscalation", null))
	not value.unknown(container.resource, array.concat(container.path, _field))
]

_message(container) := "allowed" if {
	object.get(container.security, "allowPrivilegeEscalation", null) != null
} else := "missing"

# Kubernetes refuses false where the container has the power anyway.
_fix(container, path) := {} if {
	pod_security.is_true(container.security.privileged)
} else := {} if {
	some capability in container.security.capabilities.add
	capability in ["SYS_ADMIN", "CAP_SYS_ADMIN"]
} else := {"fix": {"op": _op[_message(container)], "path": path, "value": false}}

_op := {"missing": "add", "allowed": "replace"}
