package change.replicas_cut_test

import data.change.replicas_cut

_side(spec, unknown) := {"type": "apps/Deployment", "object": {"metadata": {"name": "api"}, "spec": spec}, "unknown": unknown}

_run(before, after, resources) := {finding.messageId |
	change := {"id": "c", "address": "x", "type": "apps/Deployment", "action": "update", "namespace": "p", "before": before, "after": after}
	some finding in replicas_cut.findings with input as {"changes": [change], "resources": resources}
		with data.parameters as {"CHG-004": {"reductionPercentMin": 50}}
}

_found(before, after) := _run(_side(before, {}), _side(after, {}), [])

test_half_or_more_is_found if {
	_found({"replicas": 10}, {"replicas": 5}) == {"cut"}
	_found({"replicas": 10}, {"replicas": 1}) == {"cut"}
}

test_none_left_is_found if {
	_found({"replicas": 1}, {"replicas": 0}) == {"none_left"}
	_found({}, {"replicas": 0}) == {"none_left"}
}

test_less_than_half_or_more_replicas_are_quiet if {
	_found({"replicas": 10}, {"replicas": 6}) == set()
	_found({"replicas": 2}, {"replicas": 4}) == set()
	_found({"replicas": 0}, {"replicas": 0}) == set()
	_found({}, {"replicas": 1}) == set()
}

test_a_number_taken_out_means_one if _found({"replicas": 10}, {}) == {"cut"}

_autoscaler := {"type": "autoscaling/HorizontalPodAutoscaler", "namespace": "p", "object": {"spec": {"scaleTargetRef": {"kind": "Deployment", "name": "api"}}}, "unknown": {}}

test_a_number_left_to_an_autoscaler_is_quiet if {
	_run(_side({"replicas": 10}, {}), _side({}, {}), [_autoscaler]) == set()
	_run(_side({"replicas": 10}, {}), _side({"replicas": 0}, {}), [_autoscaler]) == {"none_left"}
}

test_a_number_that_became_unknown_is_open if {
	_run(_side({"replicas": 10}, {}), _side({}, {"/spec/replicas": true}), []) == {"unknown"}
	_run(_side({}, {"/spec/replicas": true}), _side({}, {"/spec/replicas": true}), []) == set()
	_run(_side({}, {"/spec/replicas": true}), _side({"replicas": 1}, {}), []) == set()
}
