package security.kms_key_test

import data.security.kms_key

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in kms_key.findings with input as {"resources": resources}
}

_key(object) := _resource("k", "aws_kms_key", object, {})

_not_rotated := {["not_rotated", "k", ["enable_key_rotation"]]}

test_a_key_that_is_not_rotated_is_found if {
	_found([_key({})]) == _not_rotated
	_found([_key({"enable_key_rotation": "false"})]) == _not_rotated
	_found([_key({"enable_key_rotation": true})]) == set()
}

test_keys_that_aws_cannot_rotate_are_quiet if {
	_found([_key({"customer_master_key_spec": "RSA_2048", "key_usage": "SIGN_VERIFY"})]) == set()
	_found([_key({"key_usage": "GENERATE_VERIFY_MAC", "customer_master_key_spec": "HMAC_256"})]) == set()
	_found([_key({"custom_key_store_id": "cks-1"})]) == set()
	_found([_key({"is_enabled": false})]) == set()
	_found([_resource("e", "aws_kms_external_key", {}, {})]) == set()
}

_statement := {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}

_policy(statement) := _resource("p", "aws_kms_key_policy", {"policy": json.marshal({"Statement": [statement]})}, {})

test_a_key_for_everybody_is_found if {
	_found([_policy(_statement)]) == {["everybody", "p", ["policy"]]}
	_found([_policy(object.union(_statement, {"Condition": {"StringEquals": {"kms:ViaService": "sqs.eu-central-1.amazonaws.com"}}}))]) == {["everybody", "p", ["policy"]]}
}

test_a_key_for_an_account_is_quiet if {
	_found([_policy(object.union(_statement, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}))]) == set()
	_found([_policy(object.union(_statement, {"Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}))]) == set()
	_found([_policy(object.union(_statement, {"Effect": "Deny"}))]) == set()
}

test_a_policy_from_a_document_is_found_in_the_document if {
	document := _resource("d", "data.aws_iam_policy_document", {"statement": [{"actions": ["kms:*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["*"]}]}]}, {})
	_found([_policy(_statement), document]) == {["everybody", "d", ["statement", 0]]}
	_found([document]) == set()
}

test_unknown_values_are_open if {
	_found([_resource("k", "aws_kms_key", {}, {"/enable_key_rotation": true})]) == {["unknown", "k", ["enable_key_rotation"]]}
	_found([_resource("k", "aws_kms_key", {"enable_key_rotation": true}, {"/policy": true})]) == {["unknown", "k", ["policy"]]}
	partly := _resource("p", "aws_kms_key_policy", {"policy": {"Statement": [_statement]}}, {"/policy/Statement/0/Condition": true})
	_found([partly]) == {["unknown", "p", ["policy", "Statement", 0, "Condition"]]}
}
