package tenancy.author_owns_state_test

import data.tenancy.author_owns_state

_ren := {"login": "ren", "teams": ["acme/search"], "tenants": ["search"], "steward": false}

_tenants := {"payments": {"teams": ["acme/payments"]}, "search": {"teams": ["acme/search"]}}

_found(kind, owners, author, changes) := [[finding.subject, finding.owners] |
	some finding in author_owns_state.findings with input as {
		"root": {"kind": kind, "path": "terraform/payments"},
		"changes": changes,
		"facts": {"author": author, "tenants": _tenants, "rootOwners": owners},
	}
]

_change(type, action) := {"id": type, "address": type, "type": type, "action": action}

_queue := [_change("aws_sqs_queue", "delete")]

test_a_change_in_a_foreign_root_is_found if _found("terraform", ["payments"], _ren, _queue) == [["aws_sqs_queue", ["payments"]]]

test_ones_own_root_is_quiet if _found("terraform", ["payments", "search"], _ren, _queue) == []

test_a_root_of_nobody_is_quiet if _found("terraform", [], _ren, _queue) == []

test_manifests_have_no_state if _found("manifests", ["payments"], _ren, _queue) == []

test_stewards_and_unknown_authors_are_quiet if {
	_found("terraform", ["payments"], object.union(_ren, {"steward": true}), _queue) == []
	_found("terraform", ["payments"], null, _queue) == []
}

test_reading_and_what_stands_there_twice_are_quiet if {
	_found("terraform", ["payments"], _ren, [_change("data.aws_vpc", "update"), _change("core/Secret", "create"), _change("aws_s3_bucket", "read")]) == []
}

test_a_module_call_that_is_read_as_a_resource_counts_once if {
	made := object.union(_change("aws_db_instance", "create"), {"address": "module.rds:aws_db_instance"})
	_found("terraform", ["payments"], _ren, [_change("module", "create")]) == [["module", ["payments"]]]
	call := object.union(_change("module", "create"), {"address": "module.rds"})
	_found("terraform", ["payments"], _ren, [call, made]) == [["aws_db_instance", ["payments"]]]
}
