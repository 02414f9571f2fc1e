package lib.iam_grant_test

import data.lib.iam
import data.lib.iam_grant

_policy(document) := {"type": "aws_iam_policy", "object": {"policy": json.marshal(document)}, "unknown": {}}

_document(statement, unknown) := {"type": "data.aws_iam_policy_document", "object": {"statement": [statement]}, "unknown": unknown}

_with_condition(condition) := statement if {
	[statement] := iam.statements(_policy({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": condition}}), ["policy"])
}

_partly(statement, unknown) := {"type": "aws_iam_policy", "object": {"policy": {"Statement": statement}}, "unknown": unknown}

test_single_values_and_lists_are_the_same if {
	[statement] := iam.statements(_policy({"Statement": {"Effect": "Allow", "Action": "S3:Get*", "Resource": "*"}}), ["policy"])
	statement.actions == ["s3:get*"]
	statement.resources == ["*"]
	not iam_grant.administrates(statement)
}

test_everything_on_everything_administrates if {
	every action in ["*", "*:*", "**"] {
		[statement] := iam.statements(_policy({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", action], "Resource": ["*"]}]}), ["policy"])
		iam_grant.administrates(statement)
	}
}

test_a_denial_does_not_administrate if {
	[statement] := iam.statements(_policy({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}), ["policy"])
	not iam_grant.administrates(statement)
}

test_all_but_little_administrates if {
	[statement] := iam.statements(_policy({"Statement": [{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}]}), ["policy"])
	iam_grant.administrates(statement)
}

test_all_but_iam_does_not_administrate if {
	[statement] := iam.statements(_policy({"Statement": [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}]}), ["policy"])
	not iam_grant.administrates(statement)
}

test_blocks_allow_unless_they_say_otherwise if {
	[statement] := iam.document_statements(_document({"actions": ["*"], "resources": ["*"]}, {}))
	iam_grant.administrates(statement)
}

test_a_statement_with_principals_is_for_a_thing if {
	[statement] := iam.document_statements(_document({"actions": ["*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["*"]}]}, {}))
	not iam_grant.administrates(statement)
	statement.principals == [{"type": "AWS", "id": "*"}]
}

test_a_network_or_organisation_restricts if {
	iam_grant.restricted(_with_condition({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}))
	iam_grant.restricted(_with_condition({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8"]}}))
	iam_grant.restricted(_with_condition({"ArnLike": {"AWS:SourceArn": "arn:aws:sns:*:1:topic"}}))
}

test_what_anybody_can_meet_does_not_restrict if {
	not iam_grant.restricted(_with_condition({"Bool": {"aws:SecureTransport": "true"}}))
	not iam_grant.restricted(_with_condition({"StringLike": {"aws:Referer": "https://example.com/*"}}))
	not iam_grant.restricted(_with_condition({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}))
	not iam_grant.restricted(_with_condition({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}))
	not iam_grant.restricted(_with_condition({}))
}

test_the_administrators_policy_is_known if {
	iam_grant.administrator_arn("arn:aws:iam::aws:policy/AdministratorAccess")
	iam_grant.administrator_arn("arn:aws-cn:iam::aws:policy/AdministratorAccess")
	not iam_grant.administrator_arn("arn:aws:iam::aws:policy/AdministratorAccess-Amplify")
	not iam_grant.administrator_arn("arn:aws:iam::123456789012:policy/AdministratorAccess")
}

test_a_document_with_unknown_parts_is_an_object if {
	[statement] := iam.statements(_partly([{"Effect": "Allow", "Action": "*", "Resource": [null]}], {"/policy/Statement/0/Resource/0": true}), ["policy"])
	statement.path == ["policy", "Statement", 0]
	statement.actions == ["*"]
	statement.resources == []
	iam_grant.doubts(statement) == ["resources"]
}

test_a_single_statement_with_unknown_parts_is_read if {
	[statement] := iam.statements(_partly({"Effect": "Allow", "Resource": "*"}, {"/policy/Statement/Action": true}), ["policy"])
	iam_grant.doubts(statement) == ["actions"]
}

test_an_unknown_resource_of_known_actions_leaves_no_doubt if {
	[statement] := iam.statements(_partly([{"Effect": "Allow", "Action": "s3:*"}], {"/policy/Statement/0/Resource": true}), ["policy"])
	iam_grant.doubts(statement) == []
}

test_everybody_is_a_star_or_all_but_somebody if {
	iam_grant.everybody({"principals": [{"type": "AWS", "id": "*"}], "not_principals": []})
	iam_grant.everybody({"principals": [], "not_principals": [{"type": "AWS", "id": "arn:aws:iam::111122223333:root"}]})
	not iam_grant.everybody({"principals": [{"type": "CanonicalUser", "id": "*"}], "not_principals": []})
}
