package change.renamed_test

import data.change.renamed

_side(type, name, namespace) := {"type": type, "namespace": namespace, "object": {"metadata": {"name": name}}, "unknown": {}}

_found(move, before, after) := {[finding.messageId, finding.path] |
	change := {"id": "c", "address": "x", "type": after.type, "action": "move", "move": {"kind": move}, "before": before, "after": after}
	some finding in renamed.findings with input as {"changes": [change]}
}

_service(name, namespace) := _side("core/Service", name, namespace)

test_a_new_name_is_found if {
	_found("rename", _service("a", "p"), _service("b", "p")) == {["name", ["metadata", "name"]]}
}

test_another_namespace_is_found_once if {
	_found("rename", _service("a", "p"), _service("b", "q")) == {["namespace", ["metadata", "namespace"]]}
}

test_a_move_between_roots_is_quiet if _found("root", _service("a", "p"), _service("a", "p")) == set()

test_a_namespace_that_is_not_set_may_be_the_same if {
	_found("rename", _service("a", ""), _service("a", "p")) == set()
}

test_jobs_are_renamed_for_every_run if {
	_found("rename", _side("batch/Job", "migrate-1", "p"), _side("batch/Job", "migrate-2", "p")) == set()
	count(_found("rename", _side("batch/Job", "migrate", "p"), _side("batch/Job", "migrate", "q"))) == 1
}

test_an_update_is_quiet if {
	change := {"id": "c", "address": "x", "type": "core/Service", "action": "update", "move": null, "before": _service("a", "p"), "after": _service("a", "p")}
	count(renamed.findings) == 0 with input as {"changes": [change]}
}
