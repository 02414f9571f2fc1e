package security.probe_hosts_test

import data.security.probe_hosts

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in probe_hosts.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_hosts_of_probes_and_lifecycle_handlers_are_found if {
	_found(_pod({"containers": [{"name": "api", "livenessProbe": {"httpGet": {"host": "db"}}, "lifecycle": {"preStop": {"tcpSocket": {"host": "db"}}}}]}, {}), "1.34") == {["host", ["spec", "containers", 0, "livenessProbe", "httpGet", "host"]], ["host", ["spec", "containers", 0, "lifecycle", "preStop", "tcpSocket", "host"]]}
}

test_older_versions_are_quiet if {
	_found(_pod({"containers": [{"name": "api", "livenessProbe": {"httpGet": {"host": "db"}}, "lifecycle": {"preStop": {"tcpSocket": {"host": "db"}}}}]}, {}), "1.33") == set()
}

test_empty_hosts_and_other_actions_are_quiet if {
	_found(_pod({"containers": [{"name": "api", "livenessProbe": {"httpGet": {"host": ""}}, "readinessProbe": {"exec": {"command": ["true"]}}, "startupProbe": null}]}, {}), "1.34") == set()
}

test_an_unknown_host_is_open if {
	_found(_pod({"containers": [{"name": "api", "livenessProbe": {"httpGet": {}}}]}, {"/spec/containers/0/livenessProbe/httpGet/host": true}), "1.34") == {["unknown", ["spec", "containers", 0, "livenessProbe", "httpGet", "host"]]}
}
