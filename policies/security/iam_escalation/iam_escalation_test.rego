package security.iam_escalation_test

import data.security.iam_escalation

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_policy(statement) := _resource("p", "aws_iam_policy", {"policy": json.marshal({"Statement": statement})}, {})

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in iam_escalation.findings with input as {"resources": resources}
}

_more := {["more_rights", "p", ["policy"]]}

_pass := {["pass_role", "p", ["policy"]]}

_allow(action, resource) := {"Effect": "Allow", "Action": action, "Resource": resource}

test_ways_to_more_rights_are_found if {
	every action in ["iam:*", "iam:Put*", "iam:AttachRolePolicy", "IAM:CreatePolicyVersion", "iam:CreateAccessKey", "iam:UpdateAssumeRolePolicy"] {
		_found([_policy(_allow(["s3:GetObject", action], "*"))]) == _more
	}
	_found([_policy([_allow("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/*")])]) == _more
	_found([_policy({"Effect": "Allow", "Action": "iam:PutUserPolicy", "NotResource": "arn:aws:iam::111122223333:user/root"})]) == _more
	_found([_policy(_allow("*", "arn:aws:iam::111122223333:role/*"))]) == _more
}

test_reading_and_named_roles_are_quiet if {
	_found([_policy(_allow(["iam:Get*", "iam:List*", "iam:CreateServiceLinkedRole", "iam:CreateRole"], "*"))]) == set()
	_found([_policy(_allow("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/ci/*"))]) == set()
	_found([_policy(_allow("iam:PassRole", "arn:aws:iam::111122223333:role/task-*"))]) == set()
	_found([_policy({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})]) == set()
}

test_any_role_handed_over_is_found if {
	_found([_policy(_allow("iam:PassRole", "*"))]) == _pass
	_found([_policy(_allow(["iam:Pass*"], "arn:aws:iam::*:role/*"))]) == _pass
}

test_the_code_of_every_function_is_found if {
	every action in ["lambda:UpdateFunctionCode", "lambda:*", "lambda:Update*"] {
		_found([_policy(_allow(action, "*"))]) == {["function_code", "p", ["policy"]]}
		_found([_policy(_allow(action, "arn:aws:lambda:eu-central-1:111122223333:function:*"))]) == {["function_code", "p", ["policy"]]}
		_found([_policy(_allow(action, "arn:aws:lambda:eu-central-1:111122223333:function:orders-*"))]) == set()
	}
	_found([_policy(_allow(["lambda:InvokeFunction", "lambda:Get*"], "*"))]) == set()
	_found([_policy(object.union(_allow("lambda:*", "*"), {"Condition": {"StringEquals": {"aws:ResourceTag/team": "orders"}}}))]) == set()
}

test_conditions_that_bound_it_are_quiet if {
	_found([_policy(object.union(_allow("iam:PassRole", "*"), {"Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}))]) == set()
	_found([_policy(object.union(_allow("iam:PutRolePolicy", "*"), {"Condition": {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary"}}}))]) == set()
	_found([_policy(object.union(_allow("iam:PassRole", "*"), {"Condition": {"StringLike": {"iam:PassedToService": "*"}}}))]) == _pass
	_found([_policy(object.union(_allow("iam:PutRolePolicy", "*"), {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}))]) == _more
}

test_an_administrator_is_another_rule if _found([_policy(_allow("*", "*"))]) == set()

test_documents_and_inline_policies_are_read if {
	document := _resource("d", "data.aws_iam_policy_document", {"statement": [{"actions": ["iam:PassRole"], "resources": ["*"]}]}, {})
	_found([_policy(_allow("iam:PassRole", "*")), document]) == {["pass_role", "d", ["statement", 0]]}
	role := _resource("r", "aws_iam_role", {"inline_policy": [{"policy": json.marshal({"Statement": _allow("iam:*", "*")})}]}, {})
	_found([role]) == {["more_rights", "r", ["inline_policy", 0, "policy"]]}
}

test_the_policy_of_aws_for_iam_is_found if {
	_found([_resource("a", "aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/IAMFullAccess"}, {})]) == {["attached", "a", ["policy_arn"]]}
}

_partly(statement, mask) := _resource("p", "aws_iam_policy", {"policy": {"Statement": [statement]}}, mask)

test_unknown_parts_are_open_where_they_decide if {
	_found([_partly({"Effect": "Allow", "Resource": "*"}, {"/policy/Statement/0/Action": true})]) == {["unknown", "p", ["policy", "Statement", 0, "Action"]]}
	_found([_partly({"Effect": "Allow", "Action": "iam:PassRole"}, {"/policy/Statement/0/Resource": true})]) == set()
	_found([_resource("p", "aws_iam_policy", {}, {"/policy": true})]) == {["unknown", "p", ["policy"]]}
}
