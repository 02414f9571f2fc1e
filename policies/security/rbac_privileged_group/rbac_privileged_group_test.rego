package security.rbac_privileged_group_test

import data.security.rbac_privileged_group

_binding(subject, role) := {
	"id": "b",
	"type": "rbac.authorization.k8s.io/ClusterRoleBinding",
	"namespace": "",
	"object": {"metadata": {"name": "b"}, "roleRef": {"kind": "ClusterRole", "name": role}, "subjects": [{"kind": "Group", "name": "github:team"}, subject]},
	"unknown": {},
}

_found(subject, role) := {[finding.messageId, finding.path] |
	some finding in rbac_privileged_group.findings with input as {"resources": [_binding(subject, role)]}
}

test_masters_are_found if {
	_found({"kind": "Group", "name": "system:masters"}, "view") == {["masters", ["subjects", 1, "name"]]}
}

test_the_anonymous_are_found if {
	_found({"kind": "User", "name": "system:anonymous"}, "view") == {["anonymous", ["subjects", 1, "name"]]}
	_found({"kind": "Group", "name": "system:unauthenticated"}, "view") == {["anonymous", ["subjects", 1, "name"]]}
}

test_signed_in_users_are_quiet if _found({"kind": "Group", "name": "system:authenticated"}, "view") == set()

test_a_user_called_masters_is_a_user if _found({"kind": "User", "name": "system:masters"}, "view") == set()

test_bindings_of_every_cluster_are_quiet if {
	_found({"kind": "Group", "name": "system:unauthenticated"}, "system:public-info-viewer") == set()
}

_with_unknown(subject, pointer) := {finding.kind |
	some finding in rbac_privileged_group.findings with input as {"resources": [object.union(_binding(subject, "view"), {"unknown": {pointer: true}})]}
}

test_an_unknown_group_is_open if _with_unknown({"kind": "Group"}, "/subjects/1/name") == {"open"}

test_an_unknown_service_account_is_quiet if _with_unknown({"kind": "ServiceAccount"}, "/subjects/1/name") == set()
