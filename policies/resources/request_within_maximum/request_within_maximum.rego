# METADATA
# title: Requests within the maximum
# description: No container requests more than the maximum of its tenant or of the organisation.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-005
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     tenant: {number: value, atMost: cap}
#     organisation: {number: value, atMost: cap}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/resources/requests/memory"
#     - "{pod}/initContainers/*/resources/requests/memory"
#     - "{pod}/containers/*/resources/requests/cpu"
#   needs: [rendered, registry]
#   facts: [limitRanges, limits]
#   parameters:
#     maxCpu: {type: [string, number, "null"], default: null, description: "What no container may exceed, whoever owns it: a quantity such as 4."}
#     maxMemory: {type: [string, number, "null"], default: null, description: "What no container may exceed, whoever owns it: a quantity such as 16Gi."}
#   supersedes: []
#   peers: [GK containerrequests]
#   tags: []
package resources.request_within_maximum

import data.lib.container_ceiling
import data.lib.container_resources
import data.lib.ecs
import data.lib.pod_security

findings contains finding if {
	some container in container_resources.containers
	some name, setting in _settings
	found := container_ceiling.lowest(container.resource, name, "RES-005", setting)
	finding := _over(container, container_ceiling.message(found), name, found)
}

findings contains finding if {
	some pod in pod_security.pods
	count(pod.resource.unknown) > 0
	some name, setting in _settings
	container_ceiling.lowest(pod.resource, name, "RES-005", setting)
	some finding in pod_security.unknown_in_pods([pod], _tails(name))
}

findings contains finding if {
	some task in ecs.tasks
	some name, setting in _settings
	found := container_ceiling.lowest(task.resource, name, "RES-005", setting)
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
	container_ceiling.lowest(resource, name, "RES-005", setting)
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
	own := container_resources.own(holder, "requests", name)
	quantity.compare(own, found.cap) == 1
	path := container_resources.path(holder, "requests", name)
}

_words(holder, name, size, found) := object.union(holder, {
	"setting": name,
	"value": pod_security.text_of(size),
	"cap": found.cap,
	"tenant": found.tenant,
})

_tails(name) := [
	["containers", "#", "resources", "requests", name],
	["initContainers", "#", "resources", "requests", name],
]

_ecs_containers(task, "memory") := [{"name": container.name, "quantity": size, "path": ecs.place(container, "memoryReservation")} |
	some container in task.containers
	size := ecs.mebibytes(container.values.memoryReservation)
]

_ecs_containers(task, "cpu") := [{"name": container.name, "quantity": size, "path": ecs.place(container, "cpu")} |
	some container in task.containers
	size := ecs.millicores(container.values.cpu)
]
