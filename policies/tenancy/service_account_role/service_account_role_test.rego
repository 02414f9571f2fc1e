package tenancy.service_account_role_test

import data.tenancy.service_account_role

_facts := {
	"tenants": {"payments": {"teams": ["acme/payments"]}, "orders": {"teams": ["acme/orders"]}},
	"namespaceOwners": {"payments-prod": ["payments"], "orders-prod": ["orders"]},
}

_issuer := "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"

_role(conditions) := {
	"id": "r",
	"address": "aws_iam_role.r",
	"type": "aws_iam_role",
	"object": {"assume_role_policy": json.marshal({"Statement": [{
		"Effect": "Allow",
		"Action": "sts:AssumeRoleWithWebIdentity",
		"Principal": {"Federated": _issuer},
		"Condition": conditions,
	}]})},
	"unknown": {},
	"owner": [],
	"pathOwner": ["payments"],
}

_call(object) := {"id": "m", "address": "module.m", "type": "module", "object": object, "unknown": {}, "owner": [], "pathOwner": ["payments"]}

_found(resource) := {finding.messageId |
	some finding in service_account_role.findings with input as {"resources": [resource], "facts": _facts}
}

test_an_exact_subject_of_the_own_namespace_is_quiet if {
	_found(_role({"StringEquals": {"x:sub": "system:serviceaccount:payments-prod:api"}})) == set()
	_found(_role({"StringLike": {"x:sub": "system:serviceaccount:payments-prod:api"}})) == set()
}

test_a_wildcard_is_found_where_it_is_one if {
	_found(_role({"StringLike": {"x:sub": "system:serviceaccount:*:api"}})) == {"wildcard"}
	_found(_role({"StringEquals": {"x:sub": "system:serviceaccount:payments-prod:*"}})) == set()
}

test_a_namespace_of_another_tenant_is_found if {
	_found(_role({"StringEquals": {"x:sub": "system:serviceaccount:orders-prod:api"}})) == {"foreign"}
}

test_without_a_subject_every_account_may if {
	_found(_role({"StringEquals": {"x:aud": "sts.amazonaws.com"}})) == {"nobody_named"}
}

test_modules_are_read if {
	_found(_call({"oidc_providers": {"main": {"namespace_service_accounts": ["orders-prod:api"]}}})) == {"foreign"}
	_found(_call({"oidc_providers": {"main": {"namespace_service_accounts": ["payments-prod:api"]}}})) == set()
	_found(_call({"assume_role_condition_test": "StringLike", "oidc_providers": {"main": {"namespace_service_accounts": ["*:api"]}}})) == {"wildcard"}
	_found(_call({"oidc_subjects_with_wildcards": ["system:serviceaccount:payments-prod:*"]})) == {"wildcard"}
}
