package security.iam_trust_everybody_test

import data.security.iam_trust_everybody

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in iam_trust_everybody.findings with input as {"resources": resources}
}

_role(statement) := _resource("r", "aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [statement]})}, {})

_everybody := {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}

_bad := {["everybody", "r", ["assume_role_policy"]]}

test_a_role_for_everybody_is_found if {
	_found([_role(_everybody)]) == _bad
	_found([_role(object.union(_everybody, {"Principal": "*"}))]) == _bad
	_found([_role(object.union(_everybody, {"Principal": {"AWS": ["arn:aws:iam::111122223333:root", "*"]}}))]) == _bad
	_found([_role(object.union(object.remove(_everybody, ["Principal"]), {"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}}))]) == _bad
}

test_what_anybody_can_know_does_not_restrict if {
	_found([_role(object.union(_everybody, {"Condition": {"StringEquals": {"sts:ExternalId": "acme"}}}))]) == _bad
	_found([_role(object.union(_everybody, {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}))]) == _bad
}

test_names_organisations_and_services_are_quiet if {
	_found([_role(object.union(_everybody, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}))]) == set()
	_found([_role(object.union(_everybody, {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-acme"}}}))]) == set()
	_found([_role(object.union(object.remove(_everybody, ["Principal"]), {"Principal": {"Service": "ec2.amazonaws.com"}}))]) == set()
	_found([_role(object.union(_everybody, {"Effect": "Deny"}))]) == set()
}

test_a_document_is_found_where_it_stands if {
	document := _resource("d", "data.aws_iam_policy_document", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "AWS", "identifiers": ["*"]}]}]}, {})
	_found([_role(_everybody), document]) == {["everybody", "d", ["statement", 0]]}
	_found([document]) == set()
}

test_unknown_values_are_open_where_they_decide if {
	_found([_resource("r", "aws_iam_role", {}, {"/assume_role_policy": true})]) == {["unknown", "r", ["assume_role_policy"]]}
	_found([_resource("r", "aws_iam_role", {"assume_role_policy": {"Statement": [_everybody]}}, {"/assume_role_policy/Statement/0/Condition": true})]) == {["unknown", "r", ["assume_role_policy", "Statement", 0, "Condition"]]}
	_found([_resource("r", "aws_iam_role", {"assume_role_policy": {"Statement": [object.remove(_everybody, ["Principal"])]}}, {"/assume_role_policy/Statement/0/Principal/AWS": true})]) == set()
}
