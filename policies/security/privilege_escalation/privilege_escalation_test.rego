package security.privilege_escalation_test

import data.security.privilege_escalation

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in privilege_escalation.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_container_that_says_nothing_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {}), "1.33") == {["missing", ["spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"]]}
}

test_a_container_that_allows_it_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"allowPrivilegeEscalation": true}}]}, {}), "1.33") == {["allowed", ["spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"]]}
}

test_a_container_that_forbids_it_is_quiet if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"allowPrivilegeEscalation": false}}]}, {}), "1.33") == set()
}

test_windows_knows_no_such_setting if {
	_found(_pod({"os": {"name": "windows"}, "containers": [{"name": "api"}]}, {"/spec/containers/0/securityContext/allowPrivilegeEscalation": true}), "1.33") == set()
}

test_an_unknown_operating_system_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/os/name": true}), "1.33") == {["unknown", ["spec", "os", "name"]]}
}

test_an_unknown_value_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/containers/0/securityContext/allowPrivilegeEscalation": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"]]}
}
