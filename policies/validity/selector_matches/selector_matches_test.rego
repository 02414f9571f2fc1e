package validity.selector_matches_test

import data.validity.selector_matches

_deployment(name, selector, labels) := {
	"id": name, "type": "apps/Deployment", "address": name, "namespace": "shop", "unknown": {},
	"object": {"metadata": {"name": name}, "spec": {"selector": selector, "template": {"metadata": {"labels": labels}, "spec": {"containers": []}}}},
}

_service(name, selector) := {
	"id": name, "type": "core/Service", "address": name, "namespace": "shop", "unknown": {},
	"object": {"metadata": {"name": name}, "spec": {"selector": selector}},
}

_web := _deployment("web-pods", {"matchLabels": {"app": "web"}}, {"app": "web", "tier": "front"})

_input(resources, facts) := {"root": {"key": "r"}, "resources": resources, "changes": [], "facts": facts}

_said(resources, facts) := {[finding.messageId, finding.subject] |
	some finding in selector_matches.findings with input as _input(resources, facts)
}

_whole := {"complete": {"shop": true}}

test_a_template_that_is_not_selected_is_found if {
	_said([_deployment("d", {"matchLabels": {"a": "1"}}, {"a": "2"})], {}) == {["template_not_selected", "d"]}
	_said([_deployment("d", {"matchLabels": {"a": "1", "b": "2"}}, {"a": "1"})], {}) == {["template_not_selected", "d"]}
	_said([_deployment("d", {"matchExpressions": [{"key": "a", "operator": "DoesNotExist"}]}, {"a": "1"})], {}) == {["template_not_selected", "d"]}
}

test_a_template_that_is_selected_is_fine if {
	_said([_web], {}) == set()
	_said([_deployment("d", {"matchExpressions": [{"key": "a", "operator": "Exists"}]}, {"a": "1"})], {}) == set()
}

test_what_is_no_label_is_left_to_the_rule_about_schemas if {
	_said([_deployment("d", {"matchLabels": {"a": 1}}, {"a": "1"})], {}) == set()
}

test_what_is_not_known_is_not_judged if {
	unknown := {"/spec/template/metadata/labels/a": true}
	_said([object.union(_deployment("d", {"matchLabels": {"a": "1"}}, {}), {"unknown": unknown})], {}) == set()
}

test_a_job_chooses_its_pods_by_itself if {
	job := object.union(_deployment("j", {"matchLabels": {"a": "1"}}, {"a": "2"}), {"type": "batch/Job"})
	_said([job], {}) == set()
	_said([object.union(job, {"object": {"spec": {"manualSelector": true}}})], {}) == {["template_not_selected", "j"]}
}

test_a_replication_controller_has_a_plain_selector if {
	controller := object.union(_deployment("c", {}, {"a": "2"}), {"type": "core/ReplicationController"})
	_said([object.union(controller, {"object": {"spec": {"selector": {"a": "1"}}}})], {}) == {["template_not_selected", "c"]}
	_said([controller], {}) == set()
}

test_a_service_without_pods_is_told_only_of_a_whole_namespace if {
	resources := [_web, _service("other", {"app": "other"})]
	_said(resources, {}) == set()
	_said(resources, _whole) == {["selects_nothing", "other"]}
	_said([_service("other", {"app": "other"})], _whole) == set()
}

test_pods_of_other_roots_count if {
	other := {"type": "apps/Deployment", "name": "x", "root": "s", "address": "x", "labels": {"app": "other"}}
	facts := object.union(_whole, {"objects": {"shop": [other]}})
	_said([_web, _service("other", {"app": "other"})], facts) == set()
}

test_what_nobody_sees_may_make_the_pods if {
	resources := [_web, _service("other", {"app": "other"})]
	every filled in [{"shop": ["acme.io/Database"]}, {"*": ["unread"]}, {"shop": ["module"]}, {"*": ["apps/Deployment"]}] {
		_said(resources, object.union(_whole, {"filled": filled})) == set()
	}
	_said(resources, object.union(_whole, {"filled": {"*": ["core/ConfigMap", "networking.k8s.io/Ingress"]}})) == {["selects_nothing", "other"]}
}

test_one_label_beside_the_workload_of_the_same_name_is_a_slip if {
	_said([_web, _service("web-pods", {"app": "web", "tier": "fornt"})], {}) == {["selects_almost", "web-pods"]}
	_said([_web, _service("another", {"app": "web", "tier": "fornt"})], {}) == set()
	_said([_web, _service("web-pods", {"app": "x", "tier": "y"})], {}) == set()
	_said([_web, _service("web-pods", {"app": "web", "zone": "a"})], {}) == set()
}

test_the_other_side_of_a_switch_is_no_slip if {
	blue := _deployment("web", {"matchLabels": {"app": "web"}}, {"app": "web", "slot": "blue"})
	_said([blue, _service("web", {"app": "web", "slot": "green"})], {}) == set()
}

test_labels_of_controllers_count_as_there if {
	_said([_web, _service("web-pods", {"statefulset.kubernetes.io/pod-name": "web-0"})], _whole) == set()
	_said([_web, _service("web-pods", {"app": "web", "pod-template-hash": "1"})], _whole) == set()
}

test_services_without_pods_of_their_own_are_left_alone if {
	external := {"object": {"spec": {"type": "ExternalName"}}}
	_said([_web, object.union(_service("s", {"app": "x"}), external)], _whole) == set()
	_said([_web, _service("s", {})], _whole) == set()
}

test_a_service_that_loses_its_pods_is_found if {
	change := {"type": "apps/Deployment", "address": "web-pods", "action": "delete", "before": _web, "after": null}
	resources := [_service("s", {"app": "web"})]
	found := {finding.messageId |
		some finding in selector_matches.findings with input as object.union(_input(resources, {}), {"changes": [change]})
	}
	found == {"selects_no_more"}
}

test_a_service_that_turns_away_from_its_pods_is_found if {
	change := {"type": "core/Service", "address": "s", "action": "update", "before": _service("s", {"app": "web"}), "after": {}}
	resources := [_web, _service("s", {"app": "wbe"})]
	found := {[finding.messageId, finding.arguments.workload] |
		some finding in selector_matches.findings with input as object.union(_input(resources, {}), {"changes": [change]})
	}
	found == {["selects_no_more", "Deployment web-pods"]}
}

test_a_template_that_leaves_a_selector_behind_gets_its_label_back if {
	after := _deployment("d", {"matchLabels": {"a": "1"}}, {"a": "2"})
	change := {"type": "apps/Deployment", "address": "d", "action": "update", "before": _deployment("d", {"matchLabels": {"a": "1"}}, {"a": "1"}), "after": after}
	fixes := [finding.fix |
		some finding in selector_matches.findings with input as object.union(_input([after], {}), {"changes": [change]})
	]
	fixes == [{"op": "replace", "path": ["spec", "template", "metadata", "labels", "a"], "value": "1"}]
}
