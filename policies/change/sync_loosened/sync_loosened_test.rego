package change.sync_loosened_test

import data.change.sync_loosened

_side(spec, unknown) := {"type": "argoproj.io/Application", "object": {"metadata": {"name": "api"}, "spec": spec}, "unknown": unknown}

_found(before, after) := _said(_side(before, {}), _side(after, {}))

_said(before, after) := {[finding.messageId, finding.path] |
	some finding in sync_loosened.findings with input as {"changes": [{"id": "c", "type": "argoproj.io/Application", "before": before, "after": after}]}
}

_auto(switches) := {"syncPolicy": {"automated": switches}}

_at(name) := ["spec", "syncPolicy", "automated", name]

test_switches_are_found if {
	_found(_auto({"selfHeal": true}), _auto({})) == {["self_heal_off", _at("selfHeal")]}
	_found(_auto({"prune": true}), _auto({"prune": false})) == {["prune_off", _at("prune")]}
	_found(_auto({}), _auto({"prune": true})) == {["prune_on", _at("prune")]}
}

test_healing_that_is_switched_on_is_quiet if {
	_found(_auto({}), _auto({"selfHeal": true})) == set()
	_found({}, _auto({"selfHeal": true, "prune": true})) == set()
}

test_syncing_by_hand_is_one_finding if {
	_found(_auto({"prune": true, "selfHeal": true}), {}) == {["manual", ["spec", "syncPolicy", "automated"]]}
	_found(_auto({"prune": true}), _auto({"prune": true, "enabled": false})) == {["manual", ["spec", "syncPolicy", "automated"]]}
}

_at_revision(revision) := {"source": {"repoURL": "https://example.com/a", "path": "k8s", "targetRevision": revision}}

_floats := {["floating", ["spec", "source", "targetRevision"]]}

test_a_version_that_moves_is_found if {
	_found(_at_revision("v1.4.2"), _at_revision("main")) == _floats
	_found(_at_revision("0123abcd"), _at_revision("HEAD")) == _floats
	_found(_at_revision("1.4.2"), _at_revision("1.*")) == _floats
	_found(_at_revision("api-1.4.2"), {"source": {"repoURL": "https://example.com/a", "path": "k8s"}}) == _floats
}

test_another_fixed_version_and_another_branch_are_quiet if {
	_found(_at_revision("v1.4.2"), _at_revision("v1.4.3")) == set()
	_found(_at_revision("main"), _at_revision("develop")) == set()
	_found(_at_revision("main"), _at_revision("v1.4.2")) == set()
}

test_one_of_several_sources_is_found if {
	other := {"repoURL": "https://example.com/b", "path": "x", "targetRevision": "main"}
	before := {"sources": [other, _at_revision("v1.4.2").source]}
	after := {"sources": [_at_revision("main").source, other]}
	_found(before, after) == {["floating", ["spec", "sources", 0, "targetRevision"]]}
}

_set(spec) := {"type": "argoproj.io/ApplicationSet", "object": {"metadata": {"name": "api"}, "spec": {"template": {"spec": spec}}}, "unknown": {}}

test_a_set_says_it_in_its_template if {
	changes := [{"id": "c", "type": "argoproj.io/ApplicationSet", "before": _set(_auto({"selfHeal": true})), "after": _set(_auto({}))}]
	found := sync_loosened.findings with input as {"changes": changes}
	{finding.path | some finding in found} == {["spec", "template", "spec", "syncPolicy", "automated", "selfHeal"]}
}

test_what_became_unknown_is_open if {
	unknown := _side(_auto({}), {"/spec/syncPolicy/automated/selfHeal": true})
	_said(_side(_auto({"selfHeal": true}), {}), unknown) == {["unknown", _at("selfHeal")]}
	_said(unknown, _side(_auto({"selfHeal": false}), {})) == set()
}
