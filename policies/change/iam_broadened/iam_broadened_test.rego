package change.iam_broadened_test

import data.change.iam_broadened

_found(changes) := {[finding.messageId, finding.subject, finding.path] |
	some finding in iam_broadened.findings with input as {"changes": changes}
}

_side(type, object, unknown) := {"type": type, "object": object, "unknown": unknown}

_change(type, action, before, after) := {"id": type, "address": type, "type": type, "action": action, "before": before, "after": after}

_policy(statement) := _side("aws_iam_policy", {"policy": json.marshal({"Statement": [statement]})}, {})

_edit(before, after) := _found([_change("aws_iam_policy", "update", _policy(before), _policy(after))])

_read := {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}

test_a_wildcard_is_found if {
	_edit(_read, object.union(_read, {"Action": "s3:*"})) == {["wildcard", "aws_iam_policy", ["policy"]]}
}

test_handing_over_a_role_is_found if {
	_edit(_read, {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "arn:aws:iam::111111111111:role/a"}) == {["pass_role", "aws_iam_policy", ["policy"]]}
	_edit(_read, {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*"}) == {["pass_role", "aws_iam_policy", ["policy"]]}
}

test_grants_by_name_pass if {
	_edit(_read, object.union(_read, {"Action": ["s3:GetObject", "s3:PutObject"]})) == set()
	_edit(_read, object.union(_read, {"Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"]})) == set()
}

test_a_new_policy_is_no_broadening if {
	_found([_change("aws_iam_policy", "create", null, _policy(object.union(_read, {"Action": "s3:*"})))]) == set()
}

test_a_lifted_denial_is_found if {
	_edit(object.union(_read, {"Effect": "Deny"}), _read) == {["denial_lifted", "aws_iam_policy", ["policy"]]}
}

_role(principal) := _side("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}]})}, {})

test_new_trust_is_found if {
	_found([_change("aws_iam_role", "update", _role({"Service": "ec2.amazonaws.com"}), _role({"Service": "ec2.amazonaws.com", "AWS": "111111111111"}))]) == {["trust", "aws_iam_role", ["assume_role_policy"]]}
}

_document(statement, unknown) := _side("data.aws_iam_policy_document", {"statement": [statement]}, unknown)

_get := {"actions": ["s3:GetObject"], "resources": [null]}

_mask := {"/statement/0/resources/0": true}

_document_edit(after, unknown) := _change("data.aws_iam_policy_document", "update", _document(_get, _mask), _document(after, unknown))

test_a_document_is_compared if {
	_found([_document_edit({"actions": ["s3:*"], "resources": [null]}, _mask)]) == {["wildcard", "data.aws_iam_policy_document", ["statement", 0]]}
	_found([_document_edit({"actions": ["s3:GetObject", "s3:PutObject"], "resources": [null]}, _mask)]) == set()
}

test_a_policy_from_a_document_is_found_in_the_document if {
	document := _document_edit({"actions": ["s3:*"], "resources": ["*"]}, {})
	text := _change("aws_iam_policy", "update", _policy(_read), _policy(object.union(_read, {"Action": "s3:*", "Resource": "*"})))
	{subject | some [_, subject, _] in _found([document, text])} == {"data.aws_iam_policy_document"}
}

_attachment(arn) := _side("aws_iam_role_policy_attachment", {"policy_arn": arn}, {})

test_full_access_is_found if {
	_found([_change("aws_iam_role_policy_attachment", "create", null, _attachment("arn:aws:iam::aws:policy/AmazonS3FullAccess"))]) == {["full_access", "aws_iam_role_policy_attachment", ["policy_arn"]]}
	_found([_change("aws_iam_role_policy_attachment", "create", null, _attachment("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"))]) == set()
}

test_a_text_that_became_unknown_is_open if {
	unknown := _side("aws_iam_policy", {"name": "a"}, {"/policy": true})
	_found([_change("aws_iam_policy", "update", _policy(_read), unknown)]) == {["unknown", "aws_iam_policy", ["policy"]]}
}

test_an_unknown_text_is_open_only_where_it_was_edited if {
	unknown := _side("aws_iam_policy", {"name": "a"}, {"/policy": true})
	renamed := _side("aws_iam_policy", {"name": "b"}, {"/policy": true})
	_found([_change("aws_iam_policy", "update", unknown, unknown)]) == {["unknown", "aws_iam_policy", ["policy"]]}
	_found([_change("aws_iam_policy", "update", unknown, renamed)]) == set()
}

_partly(action, mask) := _side("aws_iam_policy", {"policy": {"Statement": [{"Effect": "Allow", "Action": action}]}}, mask)

test_a_text_with_unknown_parts_is_compared if {
	mask := {"/policy/Statement/0/Resource": true}
	_found([_change("aws_iam_policy", "update", _partly("s3:GetObject", mask), _partly("s3:*", mask))]) == {["wildcard", "aws_iam_policy", ["policy", "Statement", 0]]}
	_found([_change("aws_iam_policy", "update", _partly("s3:GetObject", mask), _partly(["s3:GetObject", "s3:PutObject"], mask))]) == set()
}

test_an_unknown_principal_that_is_new_is_open if {
	unknown := _side("aws_iam_role", {"assume_role_policy": {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}}}, {"/assume_role_policy/Statement/Principal/AWS": true})
	_found([_change("aws_iam_role", "update", _role({"Service": "ec2.amazonaws.com"}), unknown)]) == {["unknown", "aws_iam_role", ["assume_role_policy", "Statement", "Principal"]]}
	_found([_change("aws_iam_role", "update", unknown, unknown)]) == set()
}
