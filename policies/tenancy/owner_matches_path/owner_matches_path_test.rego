package tenancy.owner_matches_path_test

import data.tenancy.owner_matches_path

_tenants := {"payments": {"teams": ["acme/payments"]}, "orders": {"teams": ["acme/orders"]}, "ledger": {"teams": ["acme/payments"]}}

_object(owner, path_owner, unknown) := {
	"id": "o",
	"address": "core/ConfigMap/payments/o",
	"type": "core/ConfigMap",
	"namespace": "payments",
	"object": {"metadata": {"name": "o", "namespace": "payments"}},
	"unknown": unknown,
	"owner": owner,
	"pathOwner": path_owner,
}

_found(resource, tenants) := {[finding.messageId, finding.path] |
	some finding in owner_matches_path.findings with input as {"resources": [resource], "facts": {"tenants": tenants}}
}

test_an_object_in_a_foreign_file_is_found if {
	_found(_object(["payments"], ["orders"], {}), _tenants) == {["foreign", ["metadata", "namespace"]]}
}

test_tenants_of_one_team_are_not_foreign if _found(_object(["payments"], ["ledger"], {}), _tenants) == set()

test_what_nobody_owns_is_another_rule if {
	_found(_object([], ["orders"], {}), _tenants) == set()
	_found(_object(["orders"], [], {}), _tenants) == set()
}

test_without_a_registry_it_is_silent if _found(_object(["payments"], ["orders"], {}), {}) == set()

test_terraform_is_found_as_a_whole if {
	resource := object.union(json.remove(_object(["payments"], ["orders"], {}), ["object/metadata"]), {"type": "aws_sqs_queue"})
	_found(resource, _tenants) == {["foreign", []]}
	_found(object.union(resource, {"type": "data.aws_vpc"}), _tenants) == set()
	_found(object.union(resource, {"type": "kubernetes_secret"}), _tenants) == set()
}

test_applications_are_another_rule if {
	_found(object.union(_object(["platform"], ["orders"], {}), {"type": "argoproj.io/Application"}), _tenants) == set()
}

test_an_unknown_namespace_is_open if {
	_found(_object([], ["orders"], {"/metadata/namespace": true}), _tenants) == {["unknown", ["metadata", "namespace"]]}
}

test_a_module_call_that_is_read_as_a_resource_counts_once if {
	call := object.union(json.remove(_object(["payments"], ["orders"], {}), ["object/metadata"]), {"id": "m", "type": "module", "address": "module.a"})
	made := object.union(call, {"id": "a", "type": "aws_db_instance", "address": "module.a:aws_db_instance"})
	found := owner_matches_path.findings with input as {"resources": [call, made], "facts": {"tenants": _tenants}}
	{finding.subject | some finding in found} == {"a"}
	alone := owner_matches_path.findings with input as {"resources": [call], "facts": {"tenants": _tenants}}
	{finding.subject | some finding in alone} == {"m"}
}
