package security.run_as_user_test

import data.security.run_as_user

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in run_as_user.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_the_user_root_is_found_for_the_pod_and_for_a_container if {
	_found(_pod({"securityContext": {"runAsUser": 0}, "containers": [{"name": "a", "securityContext": {"runAsUser": 0}}]}, {}), "1.33") == {["pod", ["spec", "securityContext", "runAsUser"]], ["container", ["spec", "containers", 0, "securityContext", "runAsUser"]]}
}

test_other_users_and_none_are_quiet if {
	_found(_pod({"securityContext": {"runAsUser": 1}, "containers": [{"name": "a", "securityContext": {"runAsUser": null}}]}, {}), "1.33") == set()
}

test_a_user_namespace_allows_root_from_1_35_on if {
	_found(_pod({"hostUsers": false, "securityContext": {"runAsUser": 0}}, {}), "1.35") == set()
}

test_a_user_namespace_does_not_allow_root_before if {
	_found(_pod({"hostUsers": false, "securityContext": {"runAsUser": 0}}, {}), "1.34") == {["pod", ["spec", "securityContext", "runAsUser"]]}
}

test_an_unknown_user_namespace_matters_to_root_only if {
	_found(_pod({"securityContext": {"runAsUser": 1}}, {"/spec/hostUsers": true}), "1.35") == set()
}

test_an_unknown_user_is_open if {
	_found(_pod({}, {"/spec/securityContext/runAsUser": true}), "1.33") == {["unknown", ["spec", "securityContext", "runAsUser"]]}
}
