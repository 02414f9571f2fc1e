package security.host_process_test

import data.security.host_process

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in host_process.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_container_that_is_a_host_process_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"windowsOptions": {"hostProcess": true}}}]}, {}), "1.33") == {["container", ["spec", "containers", 0, "securityContext", "windowsOptions", "hostProcess"]]}
}

test_a_pod_of_host_processes_is_one_finding if {
	_found(_pod({"securityContext": {"windowsOptions": {"hostProcess": true}}, "containers": [{"name": "a"}, {"name": "b"}]}, {}), "1.33") == {["pod", ["spec", "securityContext", "windowsOptions", "hostProcess"]]}
}

test_false_and_null_are_quiet if {
	_found(_pod({"securityContext": {"windowsOptions": {"hostProcess": null}}, "containers": [{"name": "a", "securityContext": {"windowsOptions": {"hostProcess": false}}}]}, {}), "1.33") == set()
}

test_an_unknown_security_context_is_one_open_finding if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/containers/0/securityContext": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext"]]}
}
