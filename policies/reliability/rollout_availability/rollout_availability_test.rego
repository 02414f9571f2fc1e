package reliability.rollout_availability_test

import data.reliability.rollout_availability

_found(spec, unknown) := {[finding.messageId, finding.path] |
	deployment := {"id": "d", "type": "apps/Deployment", "namespace": "shop", "object": {"metadata": {"name": "web"}, "spec": spec}, "unknown": unknown}
	some finding in rollout_availability.findings with input as {"resources": [deployment]}
}

_rolling(unavailable) := {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": unavailable}}

_all := {["all_at_once", ["spec", "strategy", "rollingUpdate", "maxUnavailable"]]}

test_stopping_everything_first_is_found if {
	_found({"strategy": {"type": "Recreate"}}, {}) == {["recreate", ["spec", "strategy", "type"]]}
}

test_a_volume_that_cannot_be_shared_is_a_reason if {
	_found({"strategy": {"type": "Recreate"}, "template": {"spec": {"volumes": [{"persistentVolumeClaim": {"claimName": "data"}}]}}}, {}) == set()
}

test_all_replicas_at_once_are_found if {
	_found({"replicas": 3, "strategy": _rolling("100%")}, {}) == _all
	_found({"replicas": 3, "strategy": _rolling(3)}, {}) == _all
	_found({"strategy": _rolling("100%")}, {}) == _all
}

test_some_replicas_that_stay_are_quiet if {
	_found({"replicas": 3, "strategy": _rolling(2)}, {}) == set()
	_found({"replicas": 3, "strategy": _rolling("25%")}, {}) == set()
	_found({"replicas": 3}, {}) == set()
}

test_a_number_says_nothing_where_an_autoscaler_decides if _found({"strategy": _rolling(3)}, {}) == set()

test_what_is_switched_off_is_quiet if _found({"replicas": 0, "strategy": {"type": "Recreate"}}, {}) == set()

test_an_unknown_strategy_is_open_once if {
	_found({"replicas": 3}, {"/spec/strategy": true}) == {["unknown", ["spec", "strategy"]]}
}
