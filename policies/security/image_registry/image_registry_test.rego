package security.image_registry_test

import data.security.image_registry

_found(resource, allowed) := {[finding.messageId, finding.path] |
	some finding in image_registry.findings with input as {"resources": [resource], "kubernetesVersion": "1.33"}
		with data.parameters as {"SEC-021": {"allowed": allowed}}
}

_pod(image) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "",
	"object": {"metadata": {"name": "p"}, "spec": {"initContainers": [{"name": "a", "image": image}]}},
	"unknown": {},
}

_foreign := {["foreign", ["spec", "initContainers", 0, "image"]]}

test_without_a_list_every_registry_is_quiet if {
	_found(_pod("evil.example.com/nginx"), null) == set()
	_found(object.union(_pod(null), {"unknown": {"/spec": true}}), null) == set()
}

test_an_empty_list_allows_nothing if {
	_found(_pod("nginx:1"), []) == _foreign
}

test_an_entry_stands_for_everything_below_it if {
	_found(_pod("ghcr.io/acme/api:1"), ["ghcr.io/acme"]) == set()
	_found(_pod("ghcr.io/acme-evil/api:1"), ["ghcr.io/acme"]) == _foreign
	_found(_pod("ghcr.io.example.com/acme/api:1"), ["ghcr.io"]) == _foreign
}

test_official_images_are_written_out if {
	_found(_pod("nginx:1"), ["docker.io/library/"]) == set()
	_found(_pod("acme/api:1"), ["docker.io/library"]) == _foreign
}

test_entries_may_have_wildcards if {
	allowed := ["123456789012.dkr.ecr.*.amazonaws.com"]
	_found(_pod("123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:1"), allowed) == set()
	_found(_pod("999999999999.dkr.ecr.us-east-1.amazonaws.com/a/b:1"), allowed) == _foreign
}

test_an_unknown_image_is_open if {
	found := _found(object.union(_pod(null), {"unknown": {"/spec/initContainers": true}}), [])
	found == {["unknown", ["spec", "initContainers"]]}
}

test_a_task_of_ecs_is_one_finding if {
	task := {
		"id": "t",
		"address": "aws_ecs_task_definition.t",
		"type": "aws_ecs_task_definition",
		"object": {"container_definitions": `[{"image": "a"}, {"image": "ghcr.io/acme/b"}]`},
		"unknown": {},
	}
	_found(task, ["ghcr.io/acme"]) == {["foreign", ["container_definitions"]]}
}
