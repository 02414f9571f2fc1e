package security.capabilities_dropped_test

import data.security.capabilities_dropped

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in capabilities_dropped.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_container_that_drops_nothing_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {}), "1.33") == {["kept", ["spec", "containers", 0, "securityContext", "capabilities", "drop"]]}
}

test_a_container_that_drops_some_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"drop": ["KILL", "all"]}}}]}, {}), "1.33") == {["kept", ["spec", "containers", 0, "securityContext", "capabilities", "drop"]]}
}

test_a_container_that_adds_one_of_the_default_ones_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE", "CHOWN"]}}}]}, {}), "1.33") == {["added", ["spec", "containers", 0, "securityContext", "capabilities", "add", 1]]}
}

test_what_goes_beyond_the_default_ones_belongs_to_another_rule if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"drop": ["ALL"], "add": ["SYS_ADMIN"]}}}]}, {}), "1.33") == set()
}

test_windows_knows_no_such_setting if {
	_found(_pod({"os": {"name": "windows"}, "containers": [{"name": "a"}]}, {}), "1.33") == set()
}

test_an_unknown_operating_system_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/os/name": true}), "1.33") == {["unknown", ["spec", "os", "name"]]}
}

test_unknown_capabilities_are_one_open_finding if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/containers/0/securityContext/capabilities": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext", "capabilities"]]}
}

test_an_unknown_element_does_not_matter_beside_all if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"capabilities": {"drop": ["ALL", null]}}}]}, {"/spec/containers/0/securityContext/capabilities/drop/1": true}), "1.33") == set()
}

test_proc_stays_masked_in_a_user_namespace_from_1_35_on if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked", "capabilities": {"drop": ["ALL"]}}}]}, {}), "1.35") == {["unmasked", ["spec", "containers", 0, "securityContext", "procMount"]]}
}

test_proc_belongs_to_another_rule_before if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked", "capabilities": {"drop": ["ALL"]}}}]}, {}), "1.34") == set()
}
