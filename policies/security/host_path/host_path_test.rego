package security.host_path_test

import data.security.host_path

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in host_path.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_path_of_the_node_is_found if {
	_found(_pod({"volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "hostPath": {"path": "/var"}}]}, {}), "1.33") == {["host_path", ["spec", "volumes", 1, "hostPath"]]}
}

test_an_empty_host_path_is_one_too if {
	_found(_pod({"volumes": [{"name": "b", "hostPath": {}}]}, {}), "1.33") == {["host_path", ["spec", "volumes", 0, "hostPath"]]}
}

test_null_is_none if {
	_found(_pod({"volumes": [{"name": "b", "hostPath": null}]}, {}), "1.33") == set()
}

test_a_path_that_is_not_known_is_a_path_of_the_node if {
	_found(_pod({"volumes": [{"name": "b", "hostPath": {}}]}, {"/spec/volumes/0/hostPath/path": true}), "1.33") == {["host_path", ["spec", "volumes", 0, "hostPath"]]}
}

test_unknown_volumes_are_one_open_finding if {
	_found(_pod({}, {"/spec/volumes": true}), "1.33") == {["unknown", ["spec", "volumes"]]}
}
