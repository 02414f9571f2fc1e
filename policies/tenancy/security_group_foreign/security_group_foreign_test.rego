package tenancy.security_group_foreign_test

import data.tenancy.security_group_foreign

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"orders": {"teams": ["acme/orders-core"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_resource(type, content) := {
	"id": "r",
	"address": concat(".", [type, "r"]),
	"type": type,
	"object": content,
	"unknown": {},
	"owner": [],
	"pathOwner": ["payments"],
}

_said(resource, tenants, groups) := {[finding.messageId, finding.path] |
	some finding in security_group_foreign.findings with input as {"resources": [resource], "facts": {
		"tenants": tenants,
		"accountOwners": {"111111111111": ["payments"], "222222222222": ["orders"], "333333333333": ["platform"]},
	}}
		with data.parameters as {"TEN-020": {"groups": groups}}
}

_found(type, content) := _said(_resource(type, content), _tenants, null)

test_a_group_of_another_account_is_found if {
	_found("aws_security_group_rule", {"type": "ingress", "source_security_group_id": "222222222222/sg-0a"}) == {["referenced", ["source_security_group_id"]]}
	_found("aws_vpc_security_group_ingress_rule", {"referenced_security_group_id": "222222222222/sg-0a"}) == {["referenced", ["referenced_security_group_id"]]}
	_found("aws_security_group", {"ingress": [{"security_groups": ["sg-0b", "222222222222/sg-0a"]}]}) == {["referenced", ["ingress", 0, "security_groups", 1]]}
}

test_own_groups_and_those_of_the_platform_are_quiet if {
	_found("aws_security_group_rule", {"source_security_group_id": "111111111111/sg-0a"}) == set()
	_found("aws_security_group_rule", {"source_security_group_id": "333333333333/sg-0a"}) == set()
	_found("aws_security_group_rule", {"source_security_group_id": "sg-0a"}) == set()
}

test_groups_can_be_listed if {
	groups := {"sg-0a*": ["orders"], "legacy-*": ["orders"], "sg-0b": ["payments"]}
	rule := _resource("aws_security_group_rule", {"source_security_group_id": "sg-0a1"})
	_said(rule, _tenants, groups) == {["referenced", ["source_security_group_id"]]}
	_said(_resource("aws_security_group_rule", {"source_security_group_id": "222222222222/sg-0b"}), _tenants, groups) == set()
	_said(_resource("data.aws_security_group", {"name": "legacy-db"}), _tenants, groups) == {["looked_up", ["name"]]}
}

test_a_lookup_of_another_tenants_group_is_found if {
	_found("data.aws_security_group", {"name": "orders-database"}) == {["looked_up", ["name"]]}
	_found("data.aws_security_group", {"tags": {"Team": "orders-core"}}) == {["looked_up", ["tags", "Team"]]}
	_found("data.aws_security_groups", {"filter": [{"name": "tag:Name", "values": ["orders-db"]}]}) == {["looked_up", ["filter", 0, "values", 0]]}
	_found("data.aws_security_group", {"filter": [{"name": "group-name", "values": ["orders"]}]}) == {["looked_up", ["filter", 0, "values", 0]]}
}

test_a_lookup_that_says_nothing_of_others_is_quiet if {
	_found("data.aws_security_group", {"name": "payments-database"}) == set()
	_found("data.aws_security_group", {"name": "ordersheet"}) == set()
	_found("data.aws_security_group", {"name": "platform-endpoints"}) == set()
	_found("data.aws_security_group", {"tags": {"Service": "orders"}}) == set()
	_found("data.aws_security_group", {"filter": [{"name": "vpc-id", "values": ["orders"]}]}) == set()
}

test_one_lookup_is_one_finding if {
	_found("data.aws_security_group", {"name": "orders-db", "tags": {"team": "orders"}}) == {["looked_up", ["name"]]}
	_found("data.aws_security_group", {"name": "orders-db", "tags": {"team": "payments"}}) == set()
}

test_the_platform_and_nobody_are_quiet if {
	lookup := _resource("data.aws_security_group", {"name": "orders-database"})
	_said(object.union(lookup, {"pathOwner": ["platform"]}), _tenants, null) == set()
	_said(object.union(lookup, {"pathOwner": []}), _tenants, null) == set()
	_said(lookup, {}, null) == set()
}

test_an_unknown_name_is_open if {
	lookup := object.union(_resource("data.aws_security_group", {}), {"unknown": {"/name": true}})
	_said(lookup, _tenants, null) == {["unknown", ["name"]]}
}
