package security.image_digest_test

import data.security.image_digest

_found(image, production, unknown) := {[finding.messageId, finding.path] |
	pod := {
		"id": "p",
		"type": "core/Pod",
		"namespace": "payments",
		"environment": {"name": "any", "production": production, "ephemeral": false},
		"object": {"metadata": {"name": "api"}, "spec": {"containers": [object.union({"name": "api"}, image)]}},
		"unknown": unknown,
	}
	some finding in image_digest.findings with input as {"kubernetesVersion": "1.33", "resources": [pod], "facts": {}}
}

_path := ["spec", "containers", 0, "image"]

_digest := "sha256:9b2e0c1d4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"

test_a_tag_alone_is_found_in_production if _found({"image": "registry.example.com/api:1.4.2"}, true, {}) == {["tag_only", _path]}

test_a_tag_is_enough_elsewhere if _found({"image": "registry.example.com/api:1.4.2"}, false, {}) == set()

test_a_digest_is_quiet if {
	_found({"image": concat("@", ["registry.example.com/api:1.4.2", _digest])}, true, {}) == set()
	_found({"image": concat("@", ["registry.example.com/api", _digest])}, true, {}) == set()
}

test_an_image_without_a_version_is_another_rule if {
	_found({"image": "registry.example.com/api"}, true, {}) == set()
	_found({"image": "registry.example.com/api:latest"}, true, {}) == set()
}

test_an_unknown_image_is_open_in_production if {
	_found({}, true, {"/spec/containers/0/image": true}) == {["unknown", _path]}
	_found({}, false, {"/spec/containers/0/image": true}) == set()
}
