package lib.image_reference_test

import data.lib.image_reference

_parts(reference) := [found.registry, found.repository, found.tag, found.digest] if {
	found := image_reference.parts(reference)
}

_digest := "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

test_what_people_leave_out_is_filled_in if {
	_parts("nginx") == ["docker.io", "library/nginx", "", ""]
	_parts("acme/api:1.2") == ["docker.io", "acme/api", "1.2", ""]
	_parts("docker.io/nginx:latest") == ["docker.io", "library/nginx", "latest", ""]
	_parts("index.docker.io/acme/api") == ["docker.io", "acme/api", "", ""]
}

test_a_port_is_no_tag if {
	_parts("localhost:5000/api") == ["localhost:5000", "api", "", ""]
	_parts("registry.example.com:5000/team/api:v1") == ["registry.example.com:5000", "team/api", "v1", ""]
	_parts("localhost/api") == ["localhost", "api", "", ""]
}

test_digests_are_read if {
	_parts(concat("@", ["gcr.io/acme/api", _digest])) == ["gcr.io", "acme/api", "", _digest]
	_parts(concat("@", ["api:1.2", _digest])) == ["docker.io", "library/api", "1.2", _digest]
}

test_what_is_no_reference_has_no_parts if {
	every text in ["", "${IMAGE}", "API:1", "nginx:", "a b", "nginx@sha256:12", "$(IMAGE):1.2", "nginx:{{ tag }}"] {
		not image_reference.parts(text)
	}
}

test_containers_volumes_and_tasks_use_images if {
	resources := [
		{
			"id": "p",
			"type": "core/Pod",
			"namespace": "",
			"unknown": {"/spec/initContainers/0/image": true},
			"object": {"metadata": {"name": "p"}, "spec": {
				"containers": [{"name": "a", "image": "nginx"}, {"name": "b", "image": null}],
				"initContainers": [{"name": "c"}],
				"volumes": [{"name": "v", "image": {"reference": "data:1"}}],
			}},
		},
		{
			"id": "t",
			"address": "aws_ecs_task_definition.t",
			"type": "aws_ecs_task_definition",
			"unknown": {},
			"object": {"container_definitions": `[{"image": "a"}, {"name": "b"}]`},
		},
	]
	[image.reference | some image in image_reference.images] == ["nginx", "data:1", "a"] with input as {"resources": resources}
	unknown := image_reference.unknown with input as {"resources": resources}
	[finding.path | some finding in unknown] == [["spec", "initContainers", 0, "image"]]
}
