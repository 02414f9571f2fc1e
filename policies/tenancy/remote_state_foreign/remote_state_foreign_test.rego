package tenancy.remote_state_foreign_test

import data.tenancy.remote_state_foreign

_tenants := {"payments": {"teams": ["acme/payments"], "owns": ["stateKeys"]}, "orders": {"teams": ["acme/orders"], "owns": []}}

_state(unknown) := {
	"id": "s",
	"address": "data.terraform_remote_state.orders",
	"type": "data.terraform_remote_state",
	"object": {"backend": "s3", "config": {"bucket": "b", "key": "orders/terraform.tfstate"}},
	"unknown": unknown,
	"owner": [],
	"pathOwner": ["payments"],
}

_found(resource, owner, tenants) := {[finding.messageId, finding.path] |
	some finding in remote_state_foreign.findings with input as {"resources": [resource], "facts": {
		"tenants": tenants,
		"remoteStates": {resource.address: {"name": "b/orders/terraform.tfstate", "owner": owner, "environment": null}},
	}}
}

test_a_state_of_another_tenant_is_found if _found(_state({}), ["orders"], _tenants) == {["foreign", ["config", "key"]]}

test_own_states_and_those_of_nobody_are_quiet if {
	_found(_state({}), ["payments"], _tenants) == set()
	_found(_state({}), [], _tenants) == set()
}

test_without_a_registry_it_is_silent if _found(_state({}), ["orders"], {}) == set()

test_an_unknown_key_is_open if {
	resource := json.remove(_state({"/config/key": true}), ["object/config/key"])
	_found(resource, [], _tenants) == {["unknown", ["config", "key"]]}
	_found(resource, [], {"payments": {"teams": ["a/b"], "owns": []}}) == set()
}
