# METADATA
# title: CPU and memory requests set
# description: Every container says how much CPU and memory it needs, itself, by its limit, or through the LimitRange of its namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-001
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/resources/requests/cpu"
#     - "{pod}/containers/*/resources/requests/memory"
#     - "{pod}/initContainers/*/resources/requests/cpu"
#     - "{pod}/initContainers/*/resources/requests/memory"
#     - "aws_ecs_task_definition:/container_definitions"
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0015, KSV-0016, CKV_K8S_10, CKV_K8S_12]
#   tags: []
package resources.requests_set

import data.lib.container_resources
import data.lib.ecs
import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some missing in _missing
	count(_doubts(missing)) == 0
	path := container_resources.path(missing.container, "requests", missing.name)
	finding := {
		"messageId": missing.name,
		"subject": missing.container.resource.id,
		"path": path,
		"arguments": missing.container.arguments,
		"evidence": [path, container_resources.path(missing.container, "limits", missing.name)],
	}
}

findings contains finding if {
	some missing in _missing
	some path in _doubts(missing)
	finding := pod_security.unknown_at(missing.container.pod, path)
}

findings contains finding if some finding in container_resources.unknown_lists

findings contains finding if {
	some task in ecs.tasks
	some name, settings in _ecs_settings
	without := [container.name | some container in task.containers; not _reserved(task, container, settings)]
	count(without) > 0
	finding := {
		"messageId": name,
		"subject": task.resource.id,
		"path": ecs.path,
		"arguments": {"workload": task.workload, "container": concat(", ", without)},
		"measure": json.marshal(count(without)),
		"evidence": [ecs.path, [name]],
	}
}

findings contains finding if some finding in ecs.unknown

# A limit without a request is the request too.
_missing := [{"container": container, "name": name} |
	some container in container_resources.containers
	some name in ["cpu", "memory"]
	not container_resources.given(container, "requests", name)
	not container_resources.given(container, "limits", name)
]

_doubts(missing) := array.concat(
	container_resources.doubts(missing.container, "requests", missing.name),
	container_resources.doubts(missing.container, "limits", missing.name),
)

_ecs_settings := {"cpu": ["cpu"], "memory": ["memory", "memoryReservation"]}

_reserved(_, container, settings) if {
	some setting in settings
	object.get(container.values, setting, null) != null
}

# What the task has, its containers share.
_reserved(task, _, settings) if not value.absent(task.resource, [settings[0]])
