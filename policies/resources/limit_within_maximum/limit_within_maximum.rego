# METADATA
# title: Limits within the maximum
# description: No container may use more than the maximum of its tenant or of the organisation.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-004
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     tenant: {number: value, atMost: cap}
#     organisation: {number: value, atMost: cap}
#     pod_tenant: {number: value, atMost: cap}
#     pod_organisation: {number: value, atMost: cap}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/resources/limits/memory"
#     - "{pod}/initContainers/*/resources/limits/memory"
#     - "{pod}/containers/*/resources/limits/cpu"
#   needs: [rendered, registry]
#   facts: [limitRanges, limits]
#   parameters:
#     maxCpu: {type: [string, number, "null"], default: null, description: "What no container may exceed, whoever owns it: a quantity such as 4."}
#     maxMemory: {type: [string, number, "null"], default: null, description: "What no container may exceed, whoever owns it: a quantity such as 16Gi."}
#   supersedes: []
#   peers: [GK containerlimits]
#   tags: []
package resources.limit_within_maximum

import data.lib.container_ceiling
import data.lib.container_resources
import data.lib.ecs
import data.lib.pod_security

findings contains finding if {
	some container in container_resources.containers
	some name, setting in _settings
	found := container_ceiling.lowest(container.resource, name, "RES-004", setting)
	finding := _over(container, container_ceiling.message(found), name, found)
}

# What the pod may use, a container without a limit of its own may use alone.
findings contains finding if {
	pod_security.at_least(34)
	some pod in pod_security.pods
	some name, setting in _settings
	some container in pod.containers
	not container_resources.own(container, "limits", name)
	found := container_ceiling.lowest(pod.resource, name, "RES-004", setting)
	finding := _over(pod, concat("_", ["pod", container_ceiling.message(found)]), name, found)
}

findings contains finding if {
	some pod in pod_security.pods
	count(pod.resource.unknown) > 0
	some name, setting in _settings
	container_ceiling.lowest(pod.resource, name, "RES-004", setting)
	some finding in pod_security.unknown_in_pods([pod], _tails(name))
}

findings contains finding if {
	some task in ecs.tasks
	some name, setting in _settings
	found := container_ceiling.lowest(task.resource, name, "RES-004", setting)
	some container in _ecs_containers(task, name)
	quantity.compare(container.quantity, found.cap) == 1
	finding := {
		"messageId": container_ceiling.message(found),
		"subject": task.resource.id,
		"path": container.path,
		"arguments": _words({"workload": task.workload, "container": container.name}, name, container.quantity, found),
		"measure": quantity.decimal(container.quantity),
		"evidence": [container.path, [name]],
	}
}

findings contains finding if {
	some finding in ecs.unknown
	some resource in input.resources
	resource.id == finding.subject
	some name, setting in _settings
	container_ceiling.lowest(resource, name, "RES-004", setting)
}

_settings := {"cpu": "maxCpu", "memory": "maxMemory"}

_over(holder, message, name, found) := {
	"messageId": message,
	"subject": holder.resource.id,
	"path": path,
	"arguments": _words(holder.arguments, name, own, found),
	"measure": quantity.decimal(own),
	"fix": {"op": "replace", "path": path, "value": found.cap},
} if {
	own := container_resources.own(holder, "limits", name)
	quantity.compare(own, found.cap) == 1
	path := container_resources.path(holder, "limits", name)
}

_words(holder, name, size, found) := object.union(holder, {
	"setting": name,
	"value": pod_security.text_of(size),
	"cap": found.cap,
	"tenant": found.tenant,
})

_tails(name) := [
	["containers", "#", "resources", "limits", name],
	["initContainers", "#", "resources", "limits", name],
]

# In a task with one container, the container may use what the task has.
_ecs_containers(task, "memory") := [{"name": container.name, "quantity": size, "path": ecs.place(container, "memory")} |
	some container in task.containers
	size := _ecs_memory(task, container)
]

_ecs_containers(task, "cpu") := [{"name": container.name, "quantity": size, "path": ecs.place(container, "cpu")} |
	some container in task.containers
	size := ecs.millicores(ecs.of_task(task, "cpu"))
]

_ecs_memory(_, container) := ecs.mebibytes(container.values.memory)

_ecs_memory(task, container) := ecs.mebibytes(ecs.of_task(task, "memory")) if {
	ecs.lacks(container, "memory")
}
