package security.run_as_non_root_test

import data.security.run_as_non_root

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in run_as_non_root.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_pod_that_says_nothing_is_one_finding if {
	_found(_pod({"containers": [{"name": "a"}, {"name": "b"}], "initContainers": [{"name": "c"}]}, {}), "1.33") == {["missing", ["spec", "securityContext", "runAsNonRoot"]]}
}

test_one_silent_container_is_enough if {
	_found(_pod({"containers": [{"name": "a", "securityContext": {"runAsNonRoot": true}}, {"name": "b"}]}, {}), "1.33") == {["missing", ["spec", "securityContext", "runAsNonRoot"]]}
}

test_the_pod_speaks_for_its_containers if {
	_found(_pod({"securityContext": {"runAsNonRoot": true}, "containers": [{"name": "a"}]}, {}), "1.33") == set()
}

test_the_containers_may_speak_for_themselves if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"runAsNonRoot": true}}]}, {}), "1.33") == set()
}

test_a_container_that_allows_root_is_found if {
	_found(_pod({"securityContext": {"runAsNonRoot": true}, "containers": [{"name": "a", "securityContext": {"runAsNonRoot": false}}]}, {}), "1.33") == {["container", ["spec", "containers", 0, "securityContext", "runAsNonRoot"]]}
}

test_a_pod_that_allows_root_is_one_finding if {
	_found(_pod({"securityContext": {"runAsNonRoot": false}, "containers": [{"name": "a"}]}, {}), "1.33") == {["pod", ["spec", "securityContext", "runAsNonRoot"]]}
}

test_a_user_namespace_allows_root_from_1_35_on if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "a"}]}, {}), "1.35") == set()
}

test_a_user_namespace_does_not_allow_root_before if {
	_found(_pod({"hostUsers": false, "containers": [{"name": "a"}]}, {}), "1.34") == {["missing", ["spec", "securityContext", "runAsNonRoot"]]}
}

test_an_unknown_user_namespace_is_open if {
	_found(_pod({"containers": [{"name": "a"}]}, {"/spec/hostUsers": true}), "1.35") == {["unknown", ["spec", "hostUsers"]]}
}

test_an_unknown_value_of_the_pod_is_open if {
	_found(_pod({"containers": [{"name": "a"}]}, {"/spec/securityContext": true}), "1.33") == {["unknown", ["spec", "securityContext"]]}
}
