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
	some container in ecs.containers
	some name, settings in _ecs_settings
	not _reserved(container, settings)
	path := ecs.place(container, name)
	finding := {
		"messageId": name,
		"subject": container.resource.id,
		"path": path,
		"arguments": {"workload": container.workload, "container": container.name},
		"evidence": [path, [name]],
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

_reserved(container, settings) if {
	some setting in settings
	not ecs.lacks(container, setting)
}

# What the task has, its containers share.
_reserved(container, settings) if not value.absent(container.resource, [settings[0]])
