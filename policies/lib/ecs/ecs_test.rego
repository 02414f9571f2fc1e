package lib.ecs_test

import data.lib.ecs

_task(arguments, unknown) := {"resources": [{
	"id": "t",
	"address": "aws_ecs_task_definition.api",
	"type": "aws_ecs_task_definition",
	"object": arguments,
	"unknown": unknown,
}]}

_definitions := `[{"name": "api", "memory": 512}, {"image": "nginx"}, 7]`

test_containers_are_read_from_the_json if {
	found := ecs.tasks with input as _task({"container_definitions": _definitions}, {})
	[container.name | some container in found[0].containers] == ["api", "1"]
	found[0].workload == "aws_ecs_task_definition.api"
}

test_what_is_no_json_is_no_task if {
	count(ecs.tasks) == 0 with input as _task({"container_definitions": "file.json"}, {})
	count(ecs.tasks) == 0 with input as _task({"container_definitions": "{}"}, {})
}

test_unknown_definitions_are_open if {
	found := ecs.unknown with input as _task({}, {"/container_definitions": true})
	[finding.path | some finding in found] == [["container_definitions"]]
}

test_quantities_are_those_of_kubernetes if {
	ecs.mebibytes("512") == "512Mi"
	ecs.millicores(256) == "250m"
	not ecs.mebibytes("1 GB")
}

test_the_task_speaks_for_its_only_container if {
	task := {"containers": [{"name": "a"}], "resource": {"object": {"memory": "512"}, "unknown": {}}}
	ecs.of_task(task, "memory") == "512"
	not ecs.of_task(object.union(task, {"containers": [{"name": "a"}, {"name": "b"}]}), "memory")
}

test_containers_have_paths_of_their_own if {
	containers := ecs.containers with input as _task({"container_definitions": [{"name": "a"}, {"name": "b"}]}, {})
	[ecs.place(container, "memory") | some container in containers] == [["container_definitions", 0, "memory"], ["container_definitions", 1, "memory"]]
	[text] := ecs.containers with input as _task({"container_definitions": `[{"name": "a"}]`}, {})
	ecs.place(text, "memory") == ["container_definitions"]
}

test_unknown_is_not_lacking if {
	[container] := ecs.containers with input as _task({"container_definitions": [{"name": "a"}]}, {"/container_definitions/0/memory": true})
	not ecs.lacks(container, "memory")
	ecs.lacks(container, "cpu")
	found := ecs.unknown_at(["memory"]) with input as _task({"container_definitions": [{"name": "a"}]}, {"/container_definitions/0/memory": true})
	[finding.path | some finding in found] == [["container_definitions", 0, "memory"]]
}
