package security.image_version_test

import data.security.image_version

_found(resource) := {[finding.messageId, finding.path] |
	some finding in image_version.findings with input as {"resources": [resource], "kubernetesVersion": "1.33"}
}

_pod(image) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "",
	"object": {"metadata": {"name": "p"}, "spec": {"containers": [{"name": "a", "image": image}]}},
	"unknown": {},
}

_path := ["spec", "containers", 0, "image"]

test_latest_and_no_tag_are_found if {
	_found(_pod("nginx")) == {["untagged", _path]}
	_found(_pod("localhost:5000/nginx")) == {["untagged", _path]}
	_found(_pod("nginx:latest")) == {["latest", _path]}
}

test_versions_and_digests_are_quiet if {
	_found(_pod("nginx:1.27")) == set()
	_found(_pod("nginx:latest-alpine")) == set()
	_found(_pod("nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")) == set()
}

test_placeholders_and_nothing_are_quiet if {
	_found(_pod("${IMAGE}")) == set()
	_found(_pod(null)) == set()
}

test_an_unknown_image_is_open if {
	_found(object.union(_pod(null), {"unknown": {"/spec/containers/0/image": true}})) == {["unknown", _path]}
}

test_a_task_of_ecs_has_one_finding_for_each_problem if {
	task := {
		"id": "t",
		"address": "aws_ecs_task_definition.t",
		"type": "aws_ecs_task_definition",
		"object": {"container_definitions": `[{"image": "a"}, {"image": "b:latest"}, {"image": "c:1"}]`},
		"unknown": {},
	}
	_found(task) == {["untagged", ["container_definitions"]], ["latest", ["container_definitions"]]}
}
