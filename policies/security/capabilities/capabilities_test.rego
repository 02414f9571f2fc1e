package security.capabilities_test

import data.security.capabilities

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in capabilities.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_each_capability_beyond_the_default_ones_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"add": ["CHOWN", "NET_RAW", "ALL"]}}}]}, {}), "1.33") == {["added", ["spec", "containers", 0, "securityContext", "capabilities", "add", 1]], ["added", ["spec", "containers", 0, "securityContext", "capabilities", "add", 2]]}
}

test_names_are_compared_as_kubernetes_does_it if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"add": ["CAP_CHOWN", "chown"]}}}]}, {}), "1.33") == {["added", ["spec", "containers", 0, "securityContext", "capabilities", "add", 0]], ["added", ["spec", "containers", 0, "securityContext", "capabilities", "add", 1]]}
}

test_dropping_and_the_default_ones_are_quiet if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"drop": ["SYS_ADMIN"], "add": ["SYS_CHROOT", "NET_BIND_SERVICE"]}}}]}, {}), "1.33") == set()
}

test_an_unknown_element_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"add": ["CHOWN", null]}}}]}, {"/spec/containers/0/securityContext/capabilities/add/1": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext", "capabilities", "add", 1]]}
}
