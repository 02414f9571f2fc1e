package change.state_moved_test

import data.change.state_moved

_terraform(object) := {"id": "terraform", "address": "terraform", "type": "terraform", "object": object, "unknown": {}}

_change(action, before, after) := {"id": "c", "address": "terraform", "type": "terraform", "action": action, "before": before, "after": after}

_run(changes, resources, relocated) := {[finding.messageId, finding.path, finding.arguments] |
	some finding in state_moved.findings with input as {"changes": changes, "resources": resources, "facts": {"relocated": relocated}}
}

_bucket := {"id": "b", "address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "object": {}, "unknown": {}}

_edit(before, after) := _run([_change("update", _terraform(before), _terraform(after))], [_terraform(after), _bucket], {})

_s3(more) := {"backend": [object.union({"type": "s3", "bucket": "states", "key": "shop"}, more)]}

test_another_key_is_another_state if {
	_edit(_s3({}), _s3({"key": "cart"})) == {["backend", ["backend", 0, "key"], {"before": "s3 bucket=states key=shop", "after": "s3 bucket=states key=cart"}]}
	_edit(_s3({}), _s3({"bucket": "others"})) == {["backend", ["backend", 0, "bucket"], {"before": "s3 bucket=states key=shop", "after": "s3 bucket=others key=shop"}]}
}

test_how_a_state_is_read_is_nothing_to_its_place if {
	_edit(_s3({"dynamodb_table": "locks"}), _s3({"use_lockfile": true, "region": "eu-west-2", "role_arn": "x"})) == set()
	_edit(_s3({}), _s3({"workspace_key_prefix": "env:"})) == set()
	_edit({"required_version": ">= 1.5"}, {"required_version": ">= 1.6"}) == set()
}

test_another_backend_or_none_is_another_state if {
	_edit(_s3({}), {"backend": [{"type": "gcs", "bucket": "states", "prefix": "shop"}]}) == {["backend", ["backend", 0, "prefix"], {"before": "s3 bucket=states key=shop", "after": "gcs bucket=states prefix=shop"}]}
	_edit(_s3({}), {}) == {["backend", ["backend"], {"before": "s3 bucket=states key=shop", "after": "local"}]}
	{message | some [message, _, _] in _edit({}, _s3({}))} == {"backend"}
	{message | some [message, _, _] in _edit(_s3({}), {"cloud": [{"organization": "acme", "workspaces": [{"name": "shop"}]}]})} == {"backend"}
}

test_a_block_that_moves_to_another_file_is_the_same if {
	versions := object.union(_terraform({"required_version": ">= 1.5"}), {"id": "terraform"})
	backend := object.union(_terraform(_s3({})), {"id": "terraform#2"})
	before := _terraform(object.union(_s3({}), {"required_version": ">= 1.5"}))
	changes := [_change("update", before, versions), object.union(_change("create", null, backend), {"id": "c2"})]
	_run(changes, [versions, backend, _bucket], {}) == set()
}

test_a_root_that_is_new_or_gone_moves_no_state if {
	_run([_change("create", null, _terraform(_s3({})))], [_terraform(_s3({})), _bucket], {}) == set()
	_run([_change("delete", _terraform(_s3({})), null)], [], {}) == set()
}

test_what_is_said_on_one_side_only_is_open if {
	partial := {"backend": [{"type": "s3"}]}
	_edit(partial, _s3({})) == {["partly_said", ["backend", 0, "bucket"], {"names": ["bucket", "key"]}]}
	_edit(partial, {"backend": [{"type": "s3", "encrypt": true}]}) == set()
}

test_a_key_that_became_unknown_is_open if {
	after := object.union(_terraform({"backend": [{"type": "s3", "bucket": "states"}]}), {"unknown": {"/backend/0/key": true}})
	found := _run([_change("update", _terraform(_s3({})), after)], [after, _bucket], {})
	found == {["unknown", ["backend", 0, "key"], {}]}
}

_import(id) := {"id": "i", "address": "import.x", "type": "import", "object": {"to": "aws_s3_bucket.b", "id": id}, "unknown": {}}

test_an_import_is_found_once if {
	created := object.union(_change("create", null, _import("shop")), {"type": "import"})
	_run([created], [_import("shop"), _bucket], {}) == {["imported", [], {"address": "aws_s3_bucket.b", "thing": "shop"}]}
	edited := object.union(_change("update", _import("shop"), _import("cart")), {"type": "import"})
	_run([edited], [_import("cart"), _bucket], {}) == {["imported", [], {"address": "aws_s3_bucket.b", "thing": "cart"}]}
	gone := object.union(_change("delete", _import("shop"), null), {"type": "import"})
	_run([gone], [_bucket], {}) == set()
}

test_what_appears_in_another_root_is_found_unless_the_state_is_the_same if {
	_run([], [_bucket], {"terraform:old": {"addresses": ["aws_s3_bucket.b"], "sameState": false}}) == {["relocated", [], {"from": "old", "addresses": ["aws_s3_bucket.b"]}]}
	_run([], [_bucket], {"terraform:old": {"addresses": ["aws_s3_bucket.b"], "sameState": true}}) == set()
}
