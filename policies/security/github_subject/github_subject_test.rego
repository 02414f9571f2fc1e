package security.github_subject_test

import data.security.github_subject

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in github_subject.findings with input as {"resources": resources}
}

_host := "token.actions.githubusercontent.com"

_statement(subject) := {
	"Effect": "Allow",
	"Action": "sts:AssumeRoleWithWebIdentity",
	"Principal": {"Federated": concat("", ["arn:aws:iam::111122223333:oidc-provider/", _host])},
	"Condition": {"StringLike": {concat(":", [_host, "sub"]): subject}},
}

_role(subject) := _resource("r", "aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [_statement(subject)]})}, {})

test_each_width_has_its_message if {
	_found([_role("repo:*")]) == {["any_owner", "r", ["assume_role_policy"]]}
	_found([_role("repo:acme/*")]) == {["any_repository", "r", ["assume_role_policy"]]}
	_found([_role("repo:acme/infra:*")]) == {["any_ref", "r", ["assume_role_policy"]]}
	_found([_role("repo:acme/infra:ref:refs/heads/main")]) == set()
}

test_a_document_is_found_where_it_stands if {
	document := _resource(
		"d", "data.aws_iam_policy_document", {"statement": [{
			"actions": ["sts:AssumeRoleWithWebIdentity"],
			"principals": [{"type": "Federated", "identifiers": [_statement("").Principal.Federated]}],
			"condition": [{"test": "StringLike", "variable": concat(":", [_host, "sub"]), "values": ["repo:acme/*"]}],
		}]},
		{},
	)
	_found([_role("repo:acme/*"), document]) == {["any_repository", "d", ["statement", 0]]}
}

test_an_unknown_subject_is_open if {
	role := _resource("r", "aws_iam_role", {"assume_role_policy": {"Statement": [object.remove(_statement("x"), ["Condition"])]}}, {"/assume_role_policy/Statement/0/Condition/StringLike": true})
	_found([role]) == {["unknown", "r", ["assume_role_policy", "Statement", 0, "Condition"]]}
	_found([_resource("r", "aws_iam_role", {}, {"/assume_role_policy": true})]) == {["unknown", "r", ["assume_role_policy"]]}
}
