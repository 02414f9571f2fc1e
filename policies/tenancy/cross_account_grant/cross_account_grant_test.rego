package tenancy.cross_account_grant_test

import data.tenancy.cross_account_grant

_bucket(principal) := {
	"id": "b",
	"address": "aws_s3_bucket_policy.b",
	"type": "aws_s3_bucket_policy",
	"object": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": {"AWS": principal}}]})},
	"unknown": {},
}

_accounts := {"111111111111": {"registered": true}, "999999999999": {"registered": false}, "888888888888": {"registered": false}, "127311923021": {"registered": false}}

_found(resources, accounts) := {finding.messageId |
	some finding in cross_account_grant.findings with input as {"resources": resources, "facts": {"accounts": accounts}}
		with data.parameters as {"TEN-025": {"trustedAccounts": ["888888888888"]}}
}

test_an_account_that_nobody_knows_is_found if {
	_found([_bucket("arn:aws:iam::999999999999:root")], _accounts) == {"outside"}
	_found([_bucket("999999999999")], _accounts) == {"outside"}
}

test_accounts_of_the_registry_and_trusted_ones_are_quiet if {
	_found([_bucket("arn:aws:iam::111111111111:role/x")], _accounts) == set()
	_found([_bucket("arn:aws:iam::888888888888:root")], _accounts) == set()
	_found([_bucket("arn:aws:iam::127311923021:root")], _accounts) == set()
}

test_the_account_that_the_root_works_in_is_its_own if {
	provider := {"id": "p", "type": "provider.aws", "object": {"allowed_account_ids": ["999999999999"]}, "unknown": {}}
	_found([provider, _bucket("999999999999")], _accounts) == set()
}

test_while_no_account_is_registered_it_is_silent if _found([_bucket("999999999999")], {}) == set()
