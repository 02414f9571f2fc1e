package tenancy.account_listed_test

import data.tenancy.account_listed

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false, "owns": ["accounts"]},
	"search": {"teams": ["acme/search"], "steward": false, "owns": ["paths"]},
	"platform": {"teams": ["acme/platform"], "steward": true, "owns": ["accounts"]},
}

_owners := {"222222222222": ["payments"], "333333333333": ["search"]}

_item(type, object, path_owner) := {"id": "p", "address": type, "type": type, "object": object, "unknown": {}, "pathOwner": path_owner}

_found(item, tenants) := {[finding.messageId, finding.path] |
	some finding in account_listed.findings with input as {
		"resources": [item],
		"facts": {"tenants": tenants, "accountOwners": _owners},
	}
		with data.parameters as {"TEN-006": {"sharedAccounts": ["444444444444"]}}
}

_provider(accounts, path_owner) := _item("provider.aws", {"allowed_account_ids": accounts}, path_owner)

test_accounts_of_others_are_found if {
	_found(_provider(["222222222222", "333333333333"], ["payments"]), _tenants) == {["foreign", ["allowed_account_ids", 1]]}
	_found(_provider([333333333333], ["payments"]), _tenants) == {["foreign", ["allowed_account_ids", 0]]}
}

test_accounts_of_nobody_are_found_where_the_tenant_lists_its_own if {
	_found(_provider(["555555555555"], ["payments"]), _tenants) == {["unlisted", ["allowed_account_ids", 0]]}
	_found(_provider(["555555555555"], ["search"]), _tenants) == set()
}

test_shared_accounts_are_for_everybody if _found(_provider(["444444444444"], ["payments"]), _tenants) == set()

test_roles_are_read if {
	role := "arn:aws:iam::333333333333:role/ci"
	_found(_item("provider.aws", {"assume_role": [{"role_arn": role}]}, ["payments"]), _tenants) == {["foreign", ["assume_role", 0, "role_arn"]]}
	_found(_item("terraform", {"backend": [{"type": "s3", "assume_role": {"role_arn": role}}]}, ["payments"]), _tenants) == {["foreign", ["backend", 0, "assume_role", "role_arn"]]}
	_found(_item("terraform", {"backend": [{"type": "s3", "role_arn": role}]}, ["payments"]), _tenants) == {["foreign", ["backend", 0, "role_arn"]]}
	_found(_item("terraform", {"required_version": ">= 1"}, ["payments"]), _tenants) == set()
}

test_stewards_and_files_of_nobody_are_quiet if {
	_found(_provider(["333333333333"], ["platform"]), _tenants) == set()
	_found(_provider(["333333333333"], []), _tenants) == set()
}

_unknown := {"/assume_role/0/role_arn": true}

test_an_unknown_role_is_open_unless_the_accounts_are_known if {
	role := object.union(_item("provider.aws", {"assume_role": [{}]}, ["payments"]), {"unknown": _unknown})
	_found(role, _tenants) == {["unknown", ["assume_role", 0, "role_arn"]]}
	pinned := object.union(role, {"object": {"allowed_account_ids": ["222222222222"]}})
	_found(pinned, _tenants) == set()
}

test_without_a_registry_it_is_silent if _found(_provider(["333333333333"], ["payments"]), {}) == set()
