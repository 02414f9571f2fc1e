package security.token_automount_test

import data.security.token_automount

_pod(spec, unknown) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_account(namespace, setting) := {
	"id": "s",
	"type": "core/ServiceAccount",
	"namespace": namespace,
	"object": {"metadata": {"name": "default"}, "automountServiceAccountToken": setting},
	"unknown": {},
}

_found(resources) := {[finding.messageId, finding.path] |
	some finding in token_automount.findings with input as {"kubernetesVersion": "1.33", "facts": {}, "resources": resources}
}

_mounted := {["mounted", ["spec", "automountServiceAccountToken"]]}

test_a_pod_of_the_default_account_is_found if {
	_found([_pod({"containers": []}, {})]) == _mounted
	_found([_pod({"serviceAccountName": "default"}, {})]) == _mounted
	_found([_pod({"serviceAccount": ""}, {})]) == _mounted
}

test_pods_without_a_token_or_with_an_account_are_quiet if {
	_found([_pod({"automountServiceAccountToken": false}, {})]) == set()
	_found([_pod({"automountServiceAccountToken": true}, {})]) == set()
	_found([_pod({"serviceAccountName": "api"}, {})]) == set()
	_found([_pod({}, {"/spec/serviceAccountName": true})]) == set()
}

test_a_default_account_without_a_token_is_enough if {
	_found([_pod({}, {}), _account("payments", false)]) == set()
	_found([_pod({}, {}), _account("payments", true)]) == _mounted
	_found([_pod({}, {}), _account("orders", false)]) == _mounted
}

test_an_unknown_setting_is_open if {
	_found([_pod({}, {"/spec/automountServiceAccountToken": true})]) == {["unknown", ["spec", "automountServiceAccountToken"]]}
	_found([_pod(null, {"/spec": true})]) == {["unknown", ["spec"]]}
}
