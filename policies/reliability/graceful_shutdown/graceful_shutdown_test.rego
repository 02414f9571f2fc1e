package reliability.graceful_shutdown_test

import data.reliability.graceful_shutdown

_found(spec, unknown) := {[finding.messageId, finding.path] |
	pod := {"id": "p", "type": "core/Pod", "namespace": "shop", "object": {"metadata": {"name": "web"}, "spec": spec}, "unknown": unknown}
	some finding in graceful_shutdown.findings with input as {"resources": [pod]}
}

_path := ["spec", "terminationGracePeriodSeconds"]

test_no_time_at_all_is_found if _found({"terminationGracePeriodSeconds": 0}, {}) == {["killed", _path]}

test_some_time_is_quiet if {
	_found({"terminationGracePeriodSeconds": 5}, {}) == set()
	_found({}, {}) == set()
}

test_an_unknown_time_is_open if _found({}, {"/spec/terminationGracePeriodSeconds": true}) == {["unknown", _path]}
