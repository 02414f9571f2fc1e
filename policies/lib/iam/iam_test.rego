package lib.iam_test

import data.lib.iam

_policy(document) := {"type": "aws_iam_policy", "object": {"policy": json.marshal(document)}, "unknown": {}}

_document(statement, unknown) := {"type": "data.aws_iam_policy_document", "object": {"statement": [statement]}, "unknown": unknown}

_partly(statement, unknown) := {"type": "aws_iam_policy", "object": {"policy": {"Statement": statement}}, "unknown": unknown}

test_text_that_is_no_policy_says_nothing if {
	not iam.statements({"type": "aws_iam_policy", "object": {"policy": "{"}, "unknown": {}}, ["policy"])
	iam.statements({"type": "aws_iam_policy", "object": {"policy": "{}"}, "unknown": {}}, ["policy"]) == []
	not iam.statements({"type": "aws_iam_policy", "object": {"policy": "[]"}, "unknown": {}}, ["policy"])
}

test_unknown_arguments_are_named if {
	[statement] := iam.document_statements(_document({"actions": ["*"], "resources": [null]}, {"/statement/0/resources/0": true}))
	statement.unknown == ["resources"]
	statement.resources == []
}

test_what_hides_statements_is_named if {
	iam.unreadable({"type": "aws_iam_policy", "object": {}, "unknown": {"/policy": true}}, ["policy"]) == [["policy"]]
	iam.unreadable({"type": "aws_iam_policy", "object": {"policy": {}}, "unknown": {"/policy/Statement": true}}, ["policy"]) == [["policy", "Statement"]]
	iam.unreadable(_partly([{"Effect": "Allow"}, null], {"/policy/Statement/1": true}), ["policy"]) == [["policy", "Statement", 1]]
	iam.unreadable(_policy({"Statement": []}), ["policy"]) == []
}
