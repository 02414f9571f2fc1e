package security.s3_public_test

import data.security.s3_public

_resource(id, type, object, unknown) := {"id": id, "address": id, "type": type, "namespace": "", "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in s3_public.findings with input as {"resources": resources}
}

_policy(statement) := _resource("p", "aws_s3_bucket_policy", {"policy": json.marshal({"Statement": [statement]})}, {})

_everybody := {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}

test_public_lists_are_found if {
	every acl in ["public-read", "public-read-write", "authenticated-read"] {
		_found([_resource("b", "aws_s3_bucket_acl", {"acl": acl}, {})]) == {["acl", "b", ["acl"]]}
	}
}

test_private_lists_are_quiet if {
	every acl in ["private", "log-delivery-write", "bucket-owner-full-control"] {
		_found([_resource("b", "aws_s3_bucket", {"acl": acl}, {})]) == set()
	}
}

test_a_grant_to_everybody_is_found if {
	uri := "http://acs.amazonaws.com/groups/global/AllUsers"
	_found([_resource("b", "aws_s3_bucket", {"grant": [{"id": "x"}, {"uri": uri}]}, {})]) == {["grant", "b", ["grant", 1, "uri"]]}
	_found([_resource("a", "aws_s3_bucket_acl", {"access_control_policy": [{"grant": [{"grantee": [{"uri": uri}]}]}]}, {})]) == {["grant", "a", ["access_control_policy", 0, "grant", 0, "grantee", 0, "uri"]]}
}

test_a_policy_for_everybody_is_found if {
	_found([_policy(_everybody)]) == {["policy", "p", ["policy"]]}
	_found([_policy(object.union(_everybody, {"Principal": {"AWS": ["*"]}}))]) == {["policy", "p", ["policy"]]}
}

test_a_policy_with_a_restriction_or_a_name_is_quiet if {
	_found([_policy(object.union(_everybody, {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}))]) == set()
	_found([_policy(object.union(_everybody, {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}))]) == set()
	_found([_policy(object.union(_everybody, {"Principal": {"CanonicalUser": "*"}}))]) == set()
	_found([_policy(object.union(_everybody, {"Effect": "Deny"}))]) == set()
}

_document := _resource("d", "data.aws_iam_policy_document", {"statement": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::b/*"], "principals": [{"type": "*", "identifiers": ["*"]}]}]}, {})

test_a_policy_from_a_document_is_found_in_the_document if {
	_found([_policy(_everybody), _document]) == {["policy", "d", ["statement", 0]]}
}

test_a_document_of_no_bucket_is_quiet if _found([_document]) == set()

test_unknown_values_are_open if {
	_found([_resource("b", "aws_s3_bucket_acl", {}, {"/acl": true})]) == {["unknown_acl", "b", ["acl"]]}
	_found([_resource("p", "aws_s3_bucket_policy", {}, {"/policy": true})]) == {["unknown_policy", "p", ["policy"]]}
}

_partly(statement, mask) := _resource("p", "aws_s3_bucket_policy", {"policy": {"Statement": [statement]}}, mask)

test_an_unknown_resource_changes_nothing if {
	_found([_partly(json.remove(_everybody, ["Resource"]), {"/policy/Statement/0/Resource": true})]) == {["policy", "p", ["policy", "Statement", 0]]}
}

test_an_unknown_condition_is_open if {
	_found([_partly(object.union(_everybody, {"Condition": {"StringEquals": {}}}), {"/policy/Statement/0/Condition/StringEquals/aws:SourceVpce": true})]) == {["unknown_policy", "p", ["policy", "Statement", 0, "Condition"]]}
}

test_an_unknown_principal_is_somebody if {
	_found([_partly(json.remove(_everybody, ["Principal"]), {"/policy/Statement/0/Principal": true})]) == set()
}
