package security.seccomp_profile_set_test

import data.security.seccomp_profile_set

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in seccomp_profile_set.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_pod_that_says_nothing_is_one_finding if {
	_found(_pod({"containers": [{"name": "a"}, {"name": "b"}]}, {}), "1.33") == {["missing", ["spec", "securityContext", "seccompProfile"]]}
}

test_the_pod_speaks_for_its_containers if {
	_found(_pod({"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}, "containers": [{"name": "a"}]}, {}), "1.33") == set()
}

test_the_containers_may_speak_for_themselves if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}]}, {}), "1.33") == set()
}

test_a_forbidden_profile_belongs_to_another_rule if {
	_found(_pod({"securityContext": {"seccompProfile": {"type": "Unconfined"}}, "containers": [{"name": "a"}]}, {}), "1.33") == set()
}

test_windows_knows_no_such_setting if {
	_found(_pod({"os": {"name": "windows"}, "containers": [{"name": "a"}]}, {}), "1.33") == set()
}

test_an_unknown_operating_system_is_open if {
	_found(_pod({"containers": [{"name": "a"}]}, {"/spec/os/name": true}), "1.33") == {["unknown", ["spec", "os", "name"]]}
}

test_an_unknown_profile_of_the_pod_matters_to_silent_containers if {
	_found(_pod({"containers": [{"name": "a"}]}, {"/spec/securityContext/seccompProfile": true}), "1.33") == {["unknown", ["spec", "securityContext", "seccompProfile"]]}
}

test_an_unknown_profile_of_the_pod_does_not_matter_to_others if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"seccompProfile": {"type": "Localhost"}}}]}, {"/spec/securityContext/seccompProfile": true}), "1.33") == set()
}

test_an_unknown_profile_of_a_container_does_not_matter_under_that_of_the_pod if {
	_found(_pod({"securityContext": {"seccompProfile": {"type": "Localhost"}}, "containers": [{"name": "a"}]}, {"/spec/containers/0/securityContext/seccompProfile": true}), "1.33") == set()
}
