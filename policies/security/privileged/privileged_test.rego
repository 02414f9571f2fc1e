package security.privileged_test

import data.security.privileged

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in privileged.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_privileged_container_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"privileged": true}}]}, {}), "1.33") == {["privileged", ["spec", "containers", 0, "securityContext", "privileged"]]}
}

test_init_and_ephemeral_containers_count if {
	_found(_pod({"initContainers": [{"name": "a", "securityContext": {"privileged": true}}], "ephemeralContainers": [{"name": "b", "securityContext": {"privileged": true}}]}, {}), "1.33") == {["privileged", ["spec", "initContainers", 0, "securityContext", "privileged"]], ["privileged", ["spec", "ephemeralContainers", 0, "securityContext", "privileged"]]}
}

test_false_null_and_nothing_are_quiet if {
	_found(_pod({"containers": [{"securityContext": {"privileged": false}}, {"securityContext": {"privileged": null}}, {"securityContext": null}, {}, null]}, {}), "1.33") == set()
}

test_an_unknown_list_of_containers_is_one_open_finding if {
	_found(_pod({}, {"/spec/containers": true}), "1.33") == {["unknown", ["spec", "containers"]]}
}
