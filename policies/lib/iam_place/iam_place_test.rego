package lib.iam_place_test

import data.lib.iam
import data.lib.iam_place

_policy := {"type": "aws_iam_policy", "object": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]})}, "unknown": {}}

_document(actions) := {
	"type": "data.aws_iam_policy_document",
	"object": {"statement": [{
		"actions": actions,
		"resources": ["*"],
		"principals": [{"type": "*", "identifiers": ["*"]}],
		"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}],
	}]},
	"unknown": {},
}

_said(document) := [said.resource.type |
	some said in iam_place.said(
		[{"resource": _policy, "statements": iam.statements(_policy, ["policy"])}],
		[{"resource": document, "statements": iam.document_statements(document)}],
	)
]

test_what_a_document_says_is_said_there if _said(_document(["s3:GetObject", "s3:PutObject"])) == ["data.aws_iam_policy_document"]

test_another_document_says_nothing if _said(_document(["s3:GetObject"])) == ["aws_iam_policy"]
