package security.sysctls_test

import data.security.sysctls

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in sysctls.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_kernel_parameter_of_the_node_is_found if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "kernel.msgmax"}]}}, {}), "1.37") == {["unsafe", ["spec", "securityContext", "sysctls", 0, "name"]]}
}

test_net_ipv4_ip_local_reserved_ports_is_safe_from_1_27_on if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.ip_local_reserved_ports"}]}}, {}), "1.27") == set()
}

test_net_ipv4_ip_local_reserved_ports_is_not_safe_before if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.ip_local_reserved_ports"}]}}, {}), "1.26") == {["unsafe", ["spec", "securityContext", "sysctls", 0, "name"]]}
}

test_net_ipv4_tcp_keepalive_time_is_safe_from_1_29_on if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_keepalive_time"}]}}, {}), "1.29") == set()
}

test_net_ipv4_tcp_keepalive_time_is_not_safe_before if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_keepalive_time"}]}}, {}), "1.28") == {["unsafe", ["spec", "securityContext", "sysctls", 0, "name"]]}
}

test_net_ipv4_tcp_rmem_is_safe_from_1_32_on if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_rmem"}]}}, {}), "1.32") == set()
}

test_net_ipv4_tcp_rmem_is_not_safe_before if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_rmem"}]}}, {}), "1.31") == {["unsafe", ["spec", "securityContext", "sysctls", 0, "name"]]}
}

test_net_ipv4_tcp_notsent_lowat_is_safe_from_1_37_on if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_notsent_lowat"}]}}, {}), "1.37") == set()
}

test_net_ipv4_tcp_notsent_lowat_is_not_safe_before if {
	_found(_pod({"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_notsent_lowat"}]}}, {}), "1.36") == {["unsafe", ["spec", "securityContext", "sysctls", 0, "name"]]}
}

test_an_unknown_name_is_open if {
	_found(_pod({"securityContext": {"sysctls": [{}]}}, {"/spec/securityContext/sysctls/0/name": true}), "1.33") == {["unknown", ["spec", "securityContext", "sysctls", 0, "name"]]}
}
