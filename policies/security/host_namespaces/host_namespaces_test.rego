package security.host_namespaces_test

import data.security.host_namespaces

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in host_namespaces.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_each_shared_namespace_is_found if {
	_found(_pod({"hostNetwork": true, "hostPID": true, "hostIPC": true}, {}), "1.33") == {["network", ["spec", "hostNetwork"]], ["processes", ["spec", "hostPID"]], ["ipc", ["spec", "hostIPC"]]}
}

test_false_and_null_are_quiet if {
	_found(_pod({"hostNetwork": false, "hostPID": null}, {}), "1.33") == set()
}

test_an_unknown_value_is_open if {
	_found(_pod({}, {"/spec/hostPID": true}), "1.33") == {["unknown", ["spec", "hostPID"]]}
}

test_an_unknown_spec_is_one_open_finding if {
	_found(_pod(null, {"/spec": true}), "1.33") == {["unknown", ["spec"]]}
}
