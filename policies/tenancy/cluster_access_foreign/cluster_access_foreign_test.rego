package tenancy.cluster_access_foreign_test

import data.tenancy.cluster_access_foreign

_tenants := {"payments": {"teams": ["acme/payments"]}, "orders": {"teams": ["acme/orders"]}}

_map(principal, groups) := {
	"id": "m",
	"address": "core/ConfigMap/kube-system/aws-auth",
	"type": "core/ConfigMap",
	"object": {"metadata": {"name": "aws-auth", "namespace": "kube-system"}, "data": {"mapRoles": [{"rolearn": principal, "username": "x", "groups": groups}]}},
	"unknown": {},
	"owner": [],
	"pathOwner": ["payments"],
}

_found(resource, tenants, administrators) := {[finding.messageId, finding.path] |
	some finding in cluster_access_foreign.findings with input as {
		"resources": [resource],
		"facts": {"tenants": tenants, "accountOwners": {"111111111111": ["payments"], "222222222222": ["orders"], "333333333333": []}},
	}
		with data.parameters as {"TEN-021": {"administrators": administrators}}
}

test_without_a_registry_people_accounts_and_pipelines_are_found if {
	every principal in ["arn:aws:iam::333333333333:user/ren", "arn:aws:iam::333333333333:root", "arn:aws-cn:iam::333333333333:role/ops/github-actions"] {
		_found(_map(principal, ["system:masters"]), {}, []) == {["administrator", ["data", "mapRoles", 0, "groups", 0]]}
	}
}

test_without_a_registry_other_roles_are_quiet if {
	every principal in ["arn:aws:iam::333333333333:role/platform-admin", "arn:aws:iam::333333333333:role/incident", "arn:aws:iam::333333333333:role/cicada"] {
		_found(_map(principal, ["system:masters"]), {}, []) == set()
		_found(_map(principal, ["system:masters"]), _tenants, []) == {["administrator", ["data", "mapRoles", 0, "groups", 0]]}
	}
}

test_without_a_registry_nobody_is_foreign if _found(_map("arn:aws:iam::222222222222:user/ren", ["readers"]), {}, []) == set()

test_a_trusted_administrator_is_quiet if {
	_found(_map("arn:aws:iam::333333333333:role/break-glass", ["system:masters"]), _tenants, ["arn:aws:iam::333333333333:role/break-*"]) == set()
}

test_an_account_of_another_tenant_is_found if {
	_found(_map("arn:aws:iam::222222222222:role/x", ["readers"]), _tenants, []) == {["foreign", ["data", "mapRoles", 0]]}
}

test_one_cause_is_one_finding if {
	_found(_map("arn:aws:iam::222222222222:role/x", ["system:masters"]), _tenants, []) == {["administrator", ["data", "mapRoles", 0, "groups", 0]]}
}

test_own_accounts_and_those_of_nobody_are_quiet if {
	_found(_map("arn:aws:iam::111111111111:role/x", ["readers"]), _tenants, []) == set()
	_found(_map("arn:aws:iam::333333333333:role/x", ["readers"]), _tenants, []) == set()
}

test_an_unknown_policy_is_open if {
	resource := {"id": "a", "address": "a", "type": "aws_eks_access_policy_association", "object": {"principal_arn": "arn:aws:iam::333333333333:role/x"}, "unknown": {"/policy_arn": true}, "owner": [], "pathOwner": []}
	_found(resource, _tenants, []) == {["unknown", ["policy_arn"]]}
	_found(resource, {}, []) == set()
}
