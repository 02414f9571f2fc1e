package tenancy.author_owns_test

import data.tenancy.author_owns

_ren := {"login": "ren", "teams": ["acme/search"], "tenants": ["search"], "steward": false}

_tenants := {"payments": {"teams": ["acme/payments"]}, "search": {"teams": ["acme/search"]}}

_side(owner, path_owner) := {"owner": owner, "pathOwner": path_owner}

_change(type, before, after) := {
	"id": "c",
	"address": concat("/", [type, "payments", "x"]),
	"type": type,
	"action": "update",
	"before": before,
	"after": after,
}

_found(change, extra) := {[finding.messageId, finding.owners] |
	asked := object.union(
		{
			"rules": {"TEN-001": true},
			"root": {"kind": "manifests"},
			"changes": [change],
			"facts": {"author": _ren, "tenants": _tenants, "rootOwners": []},
		},
		extra,
	)
	some finding in author_owns.findings with input as asked
}

_deployment(before, after) := _change("apps/Deployment", before, after)

test_what_another_tenant_owns_is_found if {
	_found(_deployment(_side(["payments"], ["search"]), _side(["payments"], ["search"])), {}) == {["foreign", ["payments"]]}
	_found(_deployment(null, _side(["payments"], [])), {}) == {["foreign", ["payments"]]}
	_found(_deployment(_side(["payments"], []), null), {}) == {["foreign", ["payments"]]}
}

test_a_file_of_another_tenant_is_found if {
	_found(_deployment(null, _side(["search"], ["payments"])), {}) == {["foreign_file", ["payments"]]}
}

test_owner_and_file_of_one_tenant_are_one_finding if {
	_found(_deployment(null, _side(["payments"], ["payments"])), {}) == {["foreign", ["payments"]]}
}

test_what_is_taken_is_found if {
	_found(_deployment(_side(["payments"], []), _side(["search"], [])), {}) == {["taken", ["payments"]]}
}

test_what_nobody_owns_is_found if {
	_found(_deployment(null, _side([], [])), {}) == {["unowned", []]}
	_found(_change("aws_sqs_queue", null, _side([], [])), {}) == {["unowned", []]}
}

test_a_new_namespace_is_one_question if {
	namespace := {
		"id": "n", "address": "core/Namespace/-/reports", "type": "core/Namespace", "namespace": null, "action": "create",
		"before": null, "after": object.union(_side([], []), {"object": {"metadata": {"name": "reports"}}, "unknown": {}}),
	}
	binding := {
		"id": "b", "address": "rbac.authorization.k8s.io/RoleBinding/reports/team", "type": "rbac.authorization.k8s.io/RoleBinding", "namespace": "reports", "action": "create",
		"before": null, "after": _side([], []),
	}
	_subjects([namespace, binding]) == {"n"}
	_subjects([object.union(namespace, {"action": "update"}), binding]) == {"n", "b"}
}

_subjects(changes) := {finding.subject |
	some finding in author_owns.findings with input as {
		"rules": {"TEN-001": true},
		"root": {"kind": "manifests"},
		"changes": changes,
		"facts": {"author": _ren, "tenants": _tenants, "rootOwners": []},
	}
}

test_what_a_shared_module_makes_belongs_to_the_owner_of_the_root if {
	_found(_change("aws_sqs_queue", null, _side([], [])), {"facts": {"rootOwners": ["search"]}}) == set()
}

test_files_of_nobody_are_quiet if _found(_change("dockerfile", null, _side([], [])), {}) == set()

test_ones_own_is_quiet if {
	_found(_deployment(null, _side(["search"], [])), {}) == set()
	_found(_deployment(null, _side([], ["search"])), {}) == set()
	_found(_deployment(null, _side(["payments", "search"], [])), {}) == set()
}

test_stewards_and_unknown_authors_are_quiet if {
	foreign := _deployment(null, _side(["payments"], []))
	_found(foreign, {"facts": {"author": {"steward": true}}}) == set()
	_found(foreign, {"facts": {"author": null}}) == set()
}

test_a_state_of_another_tenant_is_said_once if {
	change := _change("aws_sqs_queue", null, _side(["payments"], ["payments"]))
	root := {"root": {"kind": "terraform"}, "facts": {"rootOwners": ["payments"]}}
	_found(change, root) == {["foreign", ["payments"]]}
	_found(change, object.union(root, {"rules": {"TEN-002": true}})) == set()
}

test_reading_and_what_stands_there_twice_are_quiet if {
	side := _side(["payments"], [])
	_found(object.union(_deployment(side, side), {"action": "read"}), {}) == set()
	_found(_change("kubernetes_secret", null, side), {}) == set()
	_found(_change("data.aws_vpc", null, side), {}) == set()
}
