# METADATA
# title: Tasks of ECS
# description: Reads the containers of a task definition, which Terraform keeps in one argument.
# scope: package
package lib.ecs

import data.lib.open
import data.lib.setting
import data.lib.value

path := ["container_definitions"]

# tasks has one element for each task definition whose containers are known. Each container has the path of its own; in a
# text that was not taken apart, it is the one of the whole argument.
tasks := [task |
	some resource in input.resources
	resource.type == "aws_ecs_task_definition"
	definitions := _list(value.get(resource, path))
	task := {
		"resource": resource,
		"workload": resource.address,
		"containers": [container |
			some index, definition in definitions
			is_object(definition)
			container := {
				"resource": resource,
				"workload": resource.address,
				"name": _name(index, definition),
				"values": definition,
				"path": _path(resource, index),
			}
		],
	}
]

_path(resource, index) := array.concat(path, [index]) if is_array(value.get(resource, path))

_path(resource, _) := path if is_string(value.get(resource, path))

# containers are those of all tasks.
containers := [container |
	some task in tasks
	some container in task.containers
]

# place is where a container says something, or would.
place(container, name) := place_within(container, [name])

place_within(container, inner) := array.concat(container.path, inner) if count(container.path) > count(path)

place_within(container, _) := path if container.path == path

# lacks holds where a container does not say something. What is unknown is not lacking.
lacks(container, name) if {
	object.get(container.values, name, null) == null
	not value.unknown(container.resource, array.concat(container.path, [name]))
}

# unknown has an open finding for each task definition whose containers are unknown, and for each unknown container.
unknown := unknown_at([])

# unknown_at has those, and one for each unknown value at an argument of a container.
unknown_at(inner) := [finding |
	some resource in input.resources
	resource.type == "aws_ecs_task_definition"
	some found in open.paths(resource, array.concat(array.concat(path, ["#"]), inner))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": found,
		"arguments": {"workload": resource.address},
	}
]

# mebibytes is a quantity of an argument that counts MiB.
mebibytes(argument) := concat("", [json.marshal(setting.number(argument)), "Mi"]) if setting.number(argument) > 0

# millicores is a quantity of an argument that counts 1024th of a CPU; what is smaller than a thousandth is cut off.
millicores(argument) := concat("", [json.marshal(floor((setting.number(argument) * 1000) / 1024)), "m"]) if {
	setting.number(argument) > 0
}

# of_task is an argument of the whole task, where the task has but one container.
of_task(task, name) := found if {
	count(task.containers) == 1
	found := value.get(task.resource, [name])
}

_list(definitions) := definitions if is_array(definitions)

_list(text) := list if {
	is_string(text)
	list := json.unmarshal(text)
	is_array(list)
}

_name(_, definition) := definition.name if is_string(definition.name)

_name(index, definition) := json.marshal(index) if not is_string(object.get(definition, "name", null))
