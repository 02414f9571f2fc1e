package lib.change_test

import data.lib.change

_side(object, unknown) := {"type": "aws_db_instance", "object": object, "unknown": unknown}

_item(action, before, after) := {"action": action, "type": "aws_db_instance", "address": "aws_db_instance.a", "before": before, "after": after}

test_a_delete_deletes if change.deletes(_item("delete", _side({}, {}), null))

test_forgetting_does_not_delete if not change.deletes(_item("forget", _side({}, {}), null))

test_actions_that_nobody_knows_delete if change.deletes(_item("unknown", _side({}, {}), null))

test_a_creation_does_not_edit if not change.edits(_item("create", null, _side({}, {})))

test_an_absent_value_differs_from_one_that_is_there if {
	change.differs(_item("update", _side({"a": true}, {}), _side({}, {})), ["a"])
}

test_unknown_values_do_not_differ if {
	not change.differs(_item("update", _side({"a": true}, {}), _side({}, {"/a": true})), ["a"])
}

test_a_value_becomes_unknown_once if {
	change.became_unknown(_item("update", _side({"a": true}, {}), _side({}, {"/a": true})), ["a"])
	not change.became_unknown(_item("update", _side({}, {"/a": true}), _side({}, {"/a": true})), ["a"])
}

test_another_expression_is_another_reason if {
	item := object.union(_item("update", _side({}, {"/a/0": true}), _side({}, {"/a/0": true})), {"rewritten": {"/a/0": true}})
	change.rewritten(item, ["a", 0, "name"])
	change.rewritten(item, ["a", 0])
	not change.rewritten(item, ["a"])
	not change.rewritten(object.remove(item, ["rewritten"]), ["a", 0])
}

test_terraform_is_named_by_its_address if change.name(_item("delete", _side({}, {}), null)) == "aws_db_instance.a"

test_kubernetes_is_named_by_kind_and_name if {
	side := {"type": "core/Namespace", "object": {"metadata": {"name": "a"}}, "unknown": {}}
	change.name({"type": "core/Namespace", "before": side, "after": null}) == "Namespace a"
}

test_a_call_is_read_as_the_resource_that_is_called_after_it if {
	call := {"type": "module", "address": "module.a"}
	change.read_as_resource(call) with input.changes as [call, {"type": "aws_db_instance", "address": "module.a:aws_db_instance"}]
	not change.read_as_resource(call) with input.changes as [call, {"type": "aws_db_instance", "address": "module.ab:aws_db_instance"}]
}
