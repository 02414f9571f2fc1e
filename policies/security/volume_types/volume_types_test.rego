package security.volume_types_test

import data.security.volume_types

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in volume_types.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_volume_of_a_storage_system_is_found if {
	_found(_pod({"volumes": [{"name": "a", "nfs": {"server": "s"}}, {"name": "b", "secret": {}}]}, {}), "1.33") == {["type", ["spec", "volumes", 0, "nfs"]]}
}

test_a_volume_without_a_source_is_an_emptydir if {
	_found(_pod({"volumes": [{"name": "a"}, {"name": "b", "emptyDir": null}]}, {}), "1.33") == set()
}

test_hostpath_belongs_to_another_rule if {
	_found(_pod({"volumes": [{"name": "a", "hostPath": {"path": "/"}}]}, {}), "1.33") == set()
}

test_an_unknown_volume_is_open if {
	_found(_pod({"volumes": [null]}, {"/spec/volumes/0": true}), "1.33") == {["unknown", ["spec", "volumes", 0]]}
}
