# METADATA
# title: Only safe sysctls
# description: No pod sets kernel parameters that reach beyond the pod. The list of safe ones grows with the Kubernetes version.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-012
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/securityContext/sysctls/*/name"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA sysctls, KSV-0026]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.sysctls

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some pod in pod_security.pods
	some index, sysctl in pod.security.sysctls
	is_object(sysctl)
	not _unknown(pod, index)
	name := object.get(sysctl, "name", "")
	not _safe(name)
	path := array.concat(pod.path, ["securityContext", "sysctls", index])
	finding := {
		"messageId": "unsafe",
		"subject": pod.resource.id,
		"path": array.concat(path, ["name"]),
		"fix": {"op": "remove", "path": path},
		"arguments": object.union(pod.arguments, {"sysctl": pod_security.text_of(name)}),
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [["securityContext", "sysctls", "#", "name"]])

_unknown(pod, index) if value.unknown(pod.resource, array.concat(pod.path, ["securityContext", "sysctls", index, "name"]))

_safe(name) if pod_security.at_least(_safe_since[name])

_safe_since := {
	"kernel.shm_rmid_forced": 0,
	"net.ipv4.ip_local_port_range": 0,
	"net.ipv4.ip_unprivileged_port_start": 0,
	"net.ipv4.ping_group_range": 0,
	"net.ipv4.tcp_syncookies": 0,
	"net.ipv4.ip_local_reserved_ports": 27,
	"net.ipv4.tcp_fin_timeout": 29,
	"net.ipv4.tcp_keepalive_intvl": 29,
	"net.ipv4.tcp_keepalive_probes": 29,
	"net.ipv4.tcp_keepalive_time": 29,
	"net.ipv4.tcp_rmem": 32,
	"net.ipv4.tcp_wmem": 32,
	"net.ipv4.tcp_notsent_lowat": 37,
	"net.ipv4.tcp_slow_start_after_idle": 37,
}
