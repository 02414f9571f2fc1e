package security.proc_mount_test

import data.security.proc_mount

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in proc_mount.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_an_unmasked_proc_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"procMount": "Unmasked"}}]}, {}), "1.35") == {["unmasked", ["spec", "containers", 0, "securityContext", "procMount"]]}
}

test_a_user_namespace_allows_it_from_1_35_on if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "api", "securityContext": {"procMount": "Unmasked"}}]}, {}), "1.35") == set()
}

test_a_user_namespace_does_not_allow_it_before if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "api", "securityContext": {"procMount": "Unmasked"}}]}, {}), "1.34") == {["unmasked", ["spec", "containers", 0, "securityContext", "procMount"]]}
}

test_whether_there_is_a_user_namespace_may_be_unknown if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"procMount": "Unmasked"}}]}, {"/spec/hostUsers": true}), "1.35") == {["unknown", ["spec", "hostUsers"]]}
}

test_a_user_namespace_that_is_unknown_does_not_matter_to_a_masked_proc if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"procMount": "Default"}}]}, {"/spec/hostUsers": true}), "1.35") == set()
}

test_an_unknown_mask_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/containers/0/securityContext/procMount": true}), "1.35") == {["unknown", ["spec", "containers", 0, "securityContext", "procMount"]]}
}
