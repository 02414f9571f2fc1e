package security.seccomp_profile_test

import data.security.seccomp_profile

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in seccomp_profile.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_profile_that_is_turned_off_is_found if {
	_found(_pod({"securityContext": {"seccompProfile": {"type": "Unconfined"}}, "containers": [{"name": "api", "securityContext": {"seccompProfile": {}}}]}, {}), "1.33") == {["pod", ["spec", "securityContext", "seccompProfile", "type"]], ["container", ["spec", "containers", 0, "securityContext", "seccompProfile", "type"]]}
}

test_allowed_profiles_and_none_are_quiet if {
	_found(_pod({"securityContext": {"seccompProfile": {"type": "Localhost"}}, "containers": [{"name": "api", "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}, {"name": "b"}]}, {}), "1.33") == set()
}

test_an_unknown_type_is_open_and_nothing_else if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"seccompProfile": {}}}]}, {"/spec/containers/0/securityContext/seccompProfile/type": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext", "seccompProfile", "type"]]}
}
