package security.selinux_options_test

import data.security.selinux_options

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in selinux_options.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_type_user_and_role_are_found_one_by_one if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"seLinuxOptions": {"type": "spc_t", "user": "u", "role": "r", "level": "s0"}}}]}, {}), "1.33") == {["container", ["spec", "containers", 0, "securityContext", "seLinuxOptions", "type"]], ["container", ["spec", "containers", 0, "securityContext", "seLinuxOptions", "user"]], ["container", ["spec", "containers", 0, "securityContext", "seLinuxOptions", "role"]]}
}

test_empty_and_allowed_values_are_quiet if {
	_found(_pod({"securityContext": {"seLinuxOptions": {"type": "container_kvm_t", "user": "", "role": null}}}, {}), "1.33") == set()
}

test_the_engine_type_is_allowed_from_1_31_on if {
	_found(_pod({"securityContext": {"seLinuxOptions": {"type": "container_engine_t"}}}, {}), "1.31") == set()
}

test_the_engine_type_is_not_allowed_before if {
	_found(_pod({"securityContext": {"seLinuxOptions": {"type": "container_engine_t"}}}, {}), "1.30") == {["pod", ["spec", "securityContext", "seLinuxOptions", "type"]]}
}

test_an_unknown_type_is_open if {
	_found(_pod({"securityContext": {"seLinuxOptions": {}}}, {"/spec/securityContext/seLinuxOptions/type": true}), "1.33") == {["unknown", ["spec", "securityContext", "seLinuxOptions", "type"]]}
}
