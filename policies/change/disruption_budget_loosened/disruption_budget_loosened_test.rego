package change.disruption_budget_loosened_test

import data.change.disruption_budget_loosened

_side(spec, unknown) := {
	"type": "policy/PodDisruptionBudget",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": object.union({"selector": {"matchLabels": {"app": "api"}}}, spec)},
	"unknown": unknown,
}

_edit(before, after) := {"id": "c", "type": "policy/PodDisruptionBudget", "namespace": "payments", "action": "update", "before": before, "after": after}

_delete(before) := {"id": "c", "type": before.type, "namespace": "payments", "action": "delete", "before": before, "after": null}

_deployment(replicas) := {
	"id": "d",
	"type": "apps/Deployment",
	"namespace": "payments",
	"object": {"spec": {"replicas": replicas, "template": {"metadata": {"labels": {"app": "api"}}}}},
	"unknown": {},
}

_found(changes, resources) := {[finding.messageId, finding.path] |
	some finding in disruption_budget_loosened.findings with input as {"changes": changes, "resources": resources}
}

_change(before, after) := _found([_edit(_side(before, {}), _side(after, {}))], [])

_loosened(field) := {["loosened", ["spec", field]]}

test_more_evictions_at_once_are_found if {
	_change({"minAvailable": 2}, {"minAvailable": 1}) == _loosened("minAvailable")
	_change({"minAvailable": "80%"}, {"minAvailable": "50%"}) == _loosened("minAvailable")
	_change({"maxUnavailable": 1}, {"maxUnavailable": "100%"}) == _loosened("maxUnavailable")
	_change({"minAvailable": 1}, {}) == _loosened("minAvailable")
}

test_fewer_evictions_at_once_are_quiet if {
	_change({"minAvailable": 1}, {"minAvailable": 2}) == set()
	_change({"maxUnavailable": "50%"}, {"maxUnavailable": "25%"}) == set()
	_change({"minAvailable": "51%"}, {"minAvailable": "51.0%"}) == set()
}

test_a_number_and_a_share_are_compared_for_the_pods_that_are_there if {
	edit := _edit(_side({"minAvailable": 3}, {}), _side({"minAvailable": "50%"}, {}))
	_found([edit], [_deployment(4)]) == _loosened("minAvailable")
	_found([edit], [_deployment(6)]) == set()
	_found([edit], []) == set()
}

test_a_budget_that_is_removed_is_found if {
	_found([_delete(_side({"minAvailable": 1}, {}))], [_deployment(2)]) == {["removed", []]}
}

test_a_budget_that_goes_with_its_pods_is_quiet if {
	_found([_delete(_side({"minAvailable": 1}, {})), _delete(_deployment(2))], []) == set()
}

test_a_budget_that_another_one_replaces_is_quiet if {
	_found([_delete(_side({"minAvailable": 1}, {}))], [_side({"minAvailable": 1}, {})]) == set()
	_found([_delete(_side({"minAvailable": 1}, {}))], [_side({}, {})]) == {["removed", []]}
}

test_a_budget_that_is_turned_away_is_found if {
	turned := _side({"minAvailable": 1, "selector": {"matchLabels": {"app": "api", "zone": "a"}}}, {})
	_found([_edit(_side({"minAvailable": 1}, {}), turned)], [_deployment(2)]) == {["turned_away", ["spec", "selector"]]}
}

test_what_became_unknown_is_open if {
	_found([_edit(_side({"minAvailable": 2}, {}), _side({}, {"/spec/minAvailable": true}))], []) == {["unknown", ["spec", "minAvailable"]]}
	_found([_edit(_side({}, {"/spec/minAvailable": true}), _side({"minAvailable": 2}, {}))], []) == set()
}
