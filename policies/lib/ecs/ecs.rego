# METADATA
# title: Tasks of ECS
# description: Reads the containers of a task definition, which Terraform keeps as JSON in one argument.
# scope: package
package lib.ecs

import data.lib.setting
import data.lib.value

path := ["container_definitions"]

# tasks has one element for each task definition whose containers are known. A value in the JSON has no path of its own,
# so that a rule gives one finding for the whole argument.
tasks := [task |
	some resource in input.resources
	resource.type == "aws_ecs_task_definition"
	definitions := _list(value.get(resource, path))
	task := {
		"resource": resource,
		"workload": resource.address,
		"containers": [{"name": _name(index, definition), "values": definition} |
			some index, definition in definitions
			is_object(definition)
		],
	}
]

# unknown has an open finding for each task definition whose containers are unknown.
unknown := [finding |
	some resource in input.resources
	resource.type == "aws_ecs_task_definition"
	value.unknown(resource, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
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
