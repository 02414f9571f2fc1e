# METADATA
# title: SELinux confinement kept
# description: No pod chooses an SELinux type, user or role that takes it out of the confinement of containers.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-009
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/seLinuxOptions/type"
#     - "{pod}/containers/*/securityContext/seLinuxOptions/type"
#     - "{pod}/initContainers/*/securityContext/seLinuxOptions/type"
#     - "{pod}/securityContext/seLinuxOptions/user"
#     - "{pod}/containers/*/securityContext/seLinuxOptions/user"
#     - "{pod}/initContainers/*/securityContext/seLinuxOptions/user"
#     - "{pod}/securityContext/seLinuxOptions/role"
#     - "{pod}/containers/*/securityContext/seLinuxOptions/role"
#     - "{pod}/initContainers/*/securityContext/seLinuxOptions/role"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA seLinuxOptions, KSV-0025]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.selinux_options

import data.lib.pod_security

findings contains finding if {
	some context in pod_security.contexts
	some field, value in context.security.seLinuxOptions
	_forbidden(field, value)
	path := array.concat(context.path, array.concat(_options, [field]))
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"fix": {"op": "remove", "path": path},
		"arguments": object.union(context.arguments, {"field": field, "value": pod_security.text_of(value)}),
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, _fields)

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, _fields)

_options := ["securityContext", "seLinuxOptions"]

_fields := [array.concat(_options, [field]) | some field in ["type", "user", "role"]]

_forbidden("type", value) if {
	not value in [null, "", "container_t", "container_init_t", "container_kvm_t"]
	not _engine(value)
}

_forbidden("user", value) if not value in [null, ""]

_forbidden("role", value) if not value in [null, ""]

_engine("container_engine_t") if pod_security.at_least(31)
