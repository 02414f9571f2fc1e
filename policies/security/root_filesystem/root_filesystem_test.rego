package security.root_filesystem_test

import data.security.root_filesystem

_field := ["spec", "containers", 0, "securityContext", "readOnlyRootFilesystem"]

_found(spec, unknown) := {[finding.messageId, finding.path] |
	pod := {"id": "p", "type": "core/Pod", "namespace": "payments", "object": {"metadata": {"name": "api"}, "spec": spec}, "unknown": unknown}
	some finding in root_filesystem.findings with input as {"kubernetesVersion": "1.33", "resources": [pod], "facts": {}}
}

test_a_container_that_says_nothing_is_found if _found({"containers": [{"name": "api"}]}, {}) == {["missing", _field]}

test_a_container_that_may_write_is_found if {
	_found({"containers": [{"name": "api", "securityContext": {"readOnlyRootFilesystem": false}}]}, {}) == {["writable", _field]}
}

test_a_container_that_only_reads_is_quiet if {
	_found({"containers": [{"name": "api", "securityContext": {"readOnlyRootFilesystem": true}}]}, {}) == set()
}

test_windows_knows_no_such_setting if _found({"os": {"name": "windows"}, "containers": [{"name": "api"}]}, {}) == set()

test_whoever_looks_around_may_write if {
	_found({"ephemeralContainers": [{"name": "debugger"}]}, {}) == set()
}

test_an_unknown_value_is_open if {
	_found({"containers": [{"name": "api", "securityContext": {}}]}, {"/spec/containers/0/securityContext/readOnlyRootFilesystem": true}) == {["unknown", _field]}
}
