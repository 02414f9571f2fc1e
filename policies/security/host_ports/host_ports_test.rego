package security.host_ports_test

import data.security.host_ports

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in host_ports.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_port_of_the_node_is_found if {
	_found(_pod({"containers": [{"name": "api", "ports": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 81}]}]}, {}), "1.33") == {["host_port", ["spec", "containers", 0, "ports", 1, "hostPort"]]}
}

test_zero_and_null_are_quiet if {
	_found(_pod({"containers": [{"name": "api", "ports": [{"hostPort": 0}, {"hostPort": null}]}]}, {}), "1.33") == set()
}

test_an_unknown_port_is_open if {
	_found(_pod({"containers": [{"name": "api", "ports": [{}]}]}, {"/spec/containers/0/ports/0/hostPort": true}), "1.33") == {["unknown", ["spec", "containers", 0, "ports", 0, "hostPort"]]}
}
