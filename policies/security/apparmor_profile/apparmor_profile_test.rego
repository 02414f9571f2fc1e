package security.apparmor_profile_test

import data.security.apparmor_profile

_pod(spec, unknown) := {
	"id": "core/Pod/payments/api",
	"type": "core/Pod",
	"namespace": "payments",
	"object": {"metadata": {"name": "api"}, "spec": spec},
	"unknown": unknown,
}

_found(pod, version) := {[finding.messageId, finding.path] |
	some finding in apparmor_profile.findings with input as {"kubernetesVersion": version, "resources": [pod], "facts": {}}
}

test_a_profile_that_is_turned_off_is_found if {
	_found(_pod({"securityContext": {"appArmorProfile": {"type": "Unconfined"}}}, {}), "1.33") == {["pod", ["spec", "securityContext", "appArmorProfile", "type"]]}
}

test_a_profile_without_a_type_is_found if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"appArmorProfile": {}}}]}, {}), "1.33") == {["container", ["spec", "containers", 0, "securityContext", "appArmorProfile", "type"]]}
}

test_the_annotation_is_found if {
	_found({"id": "a", "type": "core/Pod", "namespace": "", "object": {"metadata": {"name": "api", "annotations": {"container.apparmor.security.beta.kubernetes.io/api": "unconfined", "other": "unconfined"}}, "spec": {}}, "unknown": {}}, "1.33") == {["annotation", ["metadata", "annotations", "container.apparmor.security.beta.kubernetes.io/api"]]}
}

test_allowed_profiles_are_quiet if {
	_found({"id": "a", "type": "core/Pod", "namespace": "", "object": {"metadata": {"name": "api", "annotations": {"container.apparmor.security.beta.kubernetes.io/a": "runtime/default", "container.apparmor.security.beta.kubernetes.io/b": "localhost/b", "container.apparmor.security.beta.kubernetes.io/c": ""}}, "spec": {}}, "unknown": {}}, "1.33") == set()
}

test_an_unknown_type_is_open if {
	_found(_pod({"containers": [{"name": "api", "securityContext": {"appArmorProfile": {}}}]}, {"/spec/containers/0/securityContext/appArmorProfile/type": true}), "1.33") == {["unknown", ["spec", "containers", 0, "securityContext", "appArmorProfile", "type"]]}
}

test_only_unknown_annotations_of_apparmor_are_open if {
	_found({"id": "a", "type": "core/Pod", "namespace": "", "object": {"metadata": {"name": "api", "annotations": {}}, "spec": {}}, "unknown": {"/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1api": true, "/metadata/annotations/other": true}}, "1.33") == {["unknown", ["metadata", "annotations", "container.apparmor.security.beta.kubernetes.io/api"]]}
}

test_unknown_annotations_are_one_open_finding if {
	_found({"id": "a", "type": "core/Pod", "namespace": "", "object": {"metadata": {"name": "api", "annotations": {}}, "spec": {}}, "unknown": {"/metadata/annotations": true}}, "1.33") == {["unknown", ["metadata", "annotations"]]}
}
