package reliability.probes_differ_test

import data.reliability.probes_differ

_found(container, unknown, parameters) := {[finding.messageId, finding.path] |
	pod := {"id": "p", "type": "core/Pod", "namespace": "shop", "object": {"metadata": {"name": "web"}, "spec": {"containers": [object.union({"name": "web"}, container)]}}, "unknown": unknown}
	some finding in probes_differ.findings with input as {"resources": [pod]}
		with data.parameters as {"REL-002": parameters}
}

_health := {"httpGet": {"path": "/health", "port": 8080}}

_liveness := ["spec", "containers", 0, "livenessProbe"]

test_the_same_check_in_the_same_time_is_found if {
	_found({"livenessProbe": _health, "readinessProbe": _health}, {}, {}) == {["same", _liveness]}
}

test_a_more_patient_liveness_probe_is_quiet if {
	_found({"livenessProbe": object.union(_health, {"failureThreshold": 10}), "readinessProbe": _health}, {}, {}) == set()
}

test_another_check_is_quiet if {
	_found({"livenessProbe": {"httpGet": {"path": "/alive", "port": 8080}}, "readinessProbe": _health}, {}, {}) == set()
}

test_one_probe_alone_is_quiet if {
	_found({"livenessProbe": _health}, {}, {}) == set()
	_found({"readinessProbe": _health}, {}, {}) == set()
}

test_a_missing_probe_is_found_where_one_is_required if {
	_found({}, {}, {"livenessRequired": true}) == {["missing", _liveness]}
	_found({}, {}, {"livenessRequired": null}) == set()
}

test_an_unknown_probe_is_open_beside_one_that_is_known if {
	_found({"readinessProbe": _health}, {"/spec/containers/0/livenessProbe": true}, {}) == {["unknown", _liveness]}
}
