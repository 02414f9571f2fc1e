package security.s3_access_block_test

import data.security.s3_access_block

_resource(type, id, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in s3_access_block.findings with input as {"resources": resources}
}

_required(resources) := {[finding.messageId, finding.subject] |
	some finding in s3_access_block.findings with input as {"resources": resources}
		with data.parameters as {"SEC-037": {"blockRequired": true}}
}

_all := {"block_public_acls": true, "block_public_policy": "true", "ignore_public_acls": true, "restrict_public_buckets": true}

_block(object, unknown) := _resource("aws_s3_bucket_public_access_block", "b", object, unknown)

test_a_block_that_leaves_nothing_open_is_quiet if _found([_block(_all, {})]) == set()

test_each_door_is_found if {
	_found([_block(object.union(_all, {"block_public_policy": false}), {})]) == {["open_door", "b", ["block_public_policy"]]}
	_found([_block(object.remove(_all, ["ignore_public_acls"]), {})]) == {["open_door", "b", ["ignore_public_acls"]]}
	_found([_resource("aws_s3_account_public_access_block", "a", object.union(_all, {"restrict_public_buckets": "false"}), {})]) == {["open_door", "a", ["restrict_public_buckets"]]}
}

test_an_unknown_setting_is_open if _found([_block(_all, {"/block_public_acls": true})]) == {["unknown", "b", ["block_public_acls"]]}

_bucket := _resource("aws_s3_bucket", "aws_s3_bucket.reports", {"bucket": "reports"}, {})

test_a_bucket_without_a_block_is_quiet_unless_one_is_asked_for if {
	_found([_bucket]) == set()
	_required([_bucket]) == {["no_block", "aws_s3_bucket.reports"]}
	_required([_bucket, _block(object.union(_all, {"bucket": "reports"}), {})]) == set()
	_required([_bucket, _block(object.union(_all, {"bucket": "others"}), {})]) == {["no_block", "aws_s3_bucket.reports"]}
}

test_a_block_of_something_unknown_may_be_of_any_bucket if _required([_bucket, _block(_all, {"/bucket": true})]) == set()

test_a_block_of_the_account_is_for_all if {
	_required([_bucket, _resource("aws_s3_account_public_access_block", "a", _all, {})]) == set()
}

test_a_module_makes_both if {
	bucket := _resource("aws_s3_bucket", "module.reports:aws_s3_bucket", {}, {})
	block := _resource("aws_s3_bucket_public_access_block", "module.reports:aws_s3_bucket_public_access_block", _all, {})
	_required([bucket, block]) == set()
}
