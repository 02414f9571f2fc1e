package security.iam_administrator_test

import data.security.iam_administrator

_everything := {"Effect": "Allow", "Action": "*", "Resource": "*"}

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "namespace": "", "object": object, "unknown": unknown}

_policy(statement) := _resource("p", "aws_iam_policy", {"policy": json.marshal({"Statement": statement})}, {})

_document(statement, unknown) := _resource("d", "data.aws_iam_policy_document", {"statement": [statement]}, unknown)

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in iam_administrator.findings with input as {"resources": resources}
}

test_everything_on_everything_is_found if {
	_found([_policy(_everything)]) == {["administrator", "p", ["policy"]]}
	_found([_policy([_everything])]) == {["administrator", "p", ["policy"]]}
}

test_an_inline_policy_of_a_role_is_found if {
	role := _resource("r", "aws_iam_role", {"inline_policy": [{"policy": json.marshal({"Statement": _everything})}]}, {})
	_found([role]) == {["administrator", "r", ["inline_policy", 0, "policy"]]}
}

test_a_service_or_a_resource_is_quiet if {
	_found([_policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})]) == set()
	_found([_policy({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::bucket/*"})]) == set()
	_found([_policy({"Effect": "Deny", "Action": "*", "Resource": "*"})]) == set()
}

test_a_policy_from_a_document_is_found_in_the_document if {
	_found([_policy(_everything), _document({"actions": ["*"], "resources": ["*"]}, {})]) == {["administrator", "d", ["statement", 0]]}
}

test_a_document_for_something_else_is_quiet if {
	_found([_document({"actions": ["*"], "resources": ["*"]}, {})]) == set()
	_found([_policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}), _document({"actions": ["*"], "resources": ["*"]}, {})]) == set()
}

test_attachments_are_found if {
	arn := "arn:aws:iam::aws:policy/AdministratorAccess"
	_found([_resource("a", "aws_iam_role_policy_attachment", {"policy_arn": arn}, {})]) == {["attached", "a", ["policy_arn"]]}
	_found([_resource("r", "aws_iam_role", {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess", arn]}, {})]) == {["attached", "r", ["managed_policy_arns", 1]]}
	_found([_resource("a", "aws_iam_role_policy_attachment", {}, {"/policy_arn": true})]) == set()
}

test_an_unknown_policy_is_open if {
	_found([_resource("p", "aws_iam_policy", {}, {"/policy": true})]) == {["unknown", "p", ["policy"]]}
}

_partly(statement, mask) := _resource("p", "aws_iam_policy", {"policy": {"Statement": [statement]}}, mask)

test_a_policy_of_known_actions_is_quiet if {
	_found([_partly({"Effect": "Allow", "Action": "s3:*"}, {"/policy/Statement/0/Resource": true})]) == set()
}

test_every_action_on_something_unknown_is_open if {
	_found([_partly({"Effect": "Allow", "Action": "*"}, {"/policy/Statement/0/Resource": true})]) == {["unknown", "p", ["policy", "Statement", 0, "Resource"]]}
}

test_everything_beside_something_unknown_is_found if {
	_found([_partly({"Effect": "Allow", "Action": "*", "Resource": ["*", null]}, {"/policy/Statement/0/Resource/1": true})]) == {["administrator", "p", ["policy", "Statement", 0]]}
}

test_text_that_is_no_policy_is_quiet if _found([_resource("p", "aws_iam_policy", {"policy": "nonsense"}, {})]) == set()
