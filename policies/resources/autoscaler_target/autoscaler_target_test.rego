package resources.autoscaler_target_test

import data.resources.autoscaler_target

_resource(type, name, spec) := {
	"id": name,
	"type": type,
	"namespace": "shop",
	"object": {"metadata": {"name": name}, "spec": spec},
	"unknown": {},
}

_api := _resource("apps/Deployment", "api", {})

_reference(api, kind, name) := {"scaleTargetRef": {"apiVersion": api, "kind": kind, "name": name}}

_hpa(name, target) := _resource("autoscaling/HorizontalPodAutoscaler", name, _reference("apps/v1", "Deployment", target))

_keda(name, target) := _resource("keda.sh/ScaledObject", name, {"scaleTargetRef": {"name": target}})

_input(resources, changes) := {"root": {"key": "r", "cluster": "live"}, "resources": resources, "changes": changes, "facts": {"complete": {}, "objects": {}}}

_found(document) := {[finding.messageId, finding.subject] |
	some finding in autoscaler_target.findings with input as document
}

test_a_target_that_is_there_is_quiet if {
	_found(_input([_api, _hpa("cpu", "api")], [])) == set()
	_found(_input([_api, _keda("queue", "api")], [])) == set()
}

test_what_a_change_takes_away_is_missed if {
	gone := {"type": "apps/Deployment", "action": "delete", "before": _api, "after": null}
	_found(_input([_hpa("cpu", "api")], [gone])) == {["removed", "cpu"]}
	_found(_input([_api, _hpa("cpu", "api")], [object.union(gone, {"action": "update", "after": _api})])) == set()
	_found(_input([_hpa("cpu", "api")], [object.union(gone, {"action": "move", "after": _api})])) == set()
	renamed := object.union(_api, {"object": {"metadata": {"name": "web"}}})
	_found(_input([renamed, _hpa("cpu", "api")], [object.union(gone, {"action": "move", "after": renamed})])) == {["removed", "cpu"]}
}

test_what_stands_nowhere_is_found_where_everything_was_read if {
	alone := _input([_hpa("cpu", "api")], [])
	_found(alone) == set()
	_found(object.union(alone, {"facts": {"complete": {"shop": true}}})) == {["missing", "cpu"]}
	elsewhere := {"shop": [{"type": "apps/Deployment", "name": "api", "root": "other"}]}
	_found(object.union(alone, {"facts": {"complete": {"shop": true}, "objects": elsewhere}})) == set()
}

test_targets_of_kinds_that_operators_make_are_quiet if {
	custom := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", _reference("acme.example/v1", "Fleet", "api"))
	_found(object.union(_input([custom], []), {"facts": {"complete": {"shop": true}}})) == set()
}

test_the_same_name_with_another_kind_is_found if {
	set := _resource("apps/StatefulSet", "api", {})
	_found(_input([set, _hpa("cpu", "api")], [])) == {["kind", "cpu"]}
}

test_a_wrong_group_is_found if {
	old := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", _reference("extensions/v1beta1", "Deployment", "api"))
	_found(_input([_api, old], [])) == {["group", "cpu"]}
	none := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", {"scaleTargetRef": {"kind": "Deployment", "name": "api"}})
	_found(_input([_api, none], [])) == {["group", "cpu"]}
	kruise := _resource("autoscaling/HorizontalPodAutoscaler", "cpu", _reference("apps.kruise.io/v1beta1", "StatefulSet", "api"))
	_found(_input([kruise], [])) == set()
}

test_two_for_one_target_are_told_once if {
	_found(_input([_api, _hpa("cpu", "api"), _hpa("memory", "api")], [])) == {["several", "memory"]}
	_found(_input([_api, _hpa("cpu", "api"), _keda("queue", "api")], [])) == {["several", "queue"]}
	_found(_input([_api, _hpa("cpu", "api"), _hpa("other", "web"), _resource("apps/Deployment", "web", {})], [])) == set()
}

test_of_two_the_new_one_is_told if {
	first := _hpa("cpu", "api")
	created := {"type": first.type, "action": "create", "before": null, "after": first}
	_found(_input([_api, first, _hpa("memory", "api")], [created])) == {["several", "cpu"]}
}

test_one_in_another_root_counts_in_a_known_cluster if {
	other := {"type": "autoscaling/HorizontalPodAutoscaler", "name": "a", "root": "other", "target": {"kind": "Deployment", "name": "api"}}
	document := object.union(_input([_api, _hpa("cpu", "api")], []), {"facts": {"objects": {"shop": [other]}}})
	_found(document) == {["several", "cpu"]}
	_found(object.union(document, {"root": {"cluster": ""}})) == set()
}

test_what_keda_makes_itself_is_no_second_one if {
	_found(_input([_api, _hpa("keda-hpa-queue", "api"), _keda("queue", "api")], [])) == set()
	taking := _resource("keda.sh/ScaledObject", "queue", {"scaleTargetRef": {"name": "api"}, "advanced": {"horizontalPodAutoscalerConfig": {"name": "cpu"}}})
	_found(_input([_api, _hpa("cpu", "api"), taking], [])) == set()
}

test_an_unknown_target_is_open if {
	_found(_input([object.union(_hpa("cpu", "api"), {"unknown": {"/spec/scaleTargetRef/name": true}})], [])) == {["unknown", "cpu"]}
}

_datadog(target, more) := _resource("datadoghq.com/DatadogPodAutoscaler", "sizes", object.union({"targetRef": target}, more))

test_datadog_is_an_autoscaler_where_it_scales if {
	target := {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}
	_found(_input([_api, _datadog(target, {})], [])) == set()
	_found(_input([_api, _hpa("cpu", "api"), _datadog(target, {})], [])) == {["several", "cpu"]}
	_found(_input([_api, _hpa("cpu", "api"), _datadog(target, {"applyPolicy": {"mode": "Preview"}})], [])) == set()
	_found(_input([_api, _datadog(object.union(target, {"kind": "StatefulSet"}), {})], [])) == {["kind", "sizes"]}
}

test_what_datadog_takes_without_an_api_version_nobody_knows if {
	_found(_input([_api, _datadog({"kind": "Deployment", "name": "api"}, {})], [])) == set()
	_found(_input([_datadog({"kind": "Deployment", "name": "api"}, {})], [])) == set()
}
