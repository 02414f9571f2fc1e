# METADATA
# title: Memory limit set
# description: Every container says how much memory it may use at most, itself or through the LimitRange of its namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: RES-002
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/resources/limits/memory"
#     - "{pod}/initContainers/*/resources/limits/memory"
#     - "aws_ecs_task_definition:/container_definitions"
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0018]
#   tags: []
package resources.memory_limit_set

import data.lib.container_resources
import data.lib.ecs
import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some container in _unlimited
	count(container_resources.doubts(container, "limits", "memory")) == 0
	path := container_resources.path(container, "limits", "memory")
	finding := {
		"messageId": "missing",
		"subject": container.resource.id,
		"path": path,
		"arguments": container.arguments,
	}
}

# Kubernetes takes 0 for no limit.
findings contains finding if {
	some container in container_resources.containers
	quantity.compare(container_resources.own(container, "limits", "memory"), "0") == 0
	finding := {
		"messageId": "zero",
		"subject": container.resource.id,
		"path": container_resources.path(container, "limits", "memory"),
		"arguments": container.arguments,
	}
}

findings contains finding if {
	some container in _unlimited
	some path in container_resources.doubts(container, "limits", "memory")
	finding := pod_security.unknown_at(container.pod, path)
}

findings contains finding if some finding in container_resources.unknown_lists

findings contains finding if {
	some container in ecs.containers
	value.absent(container.resource, ["memory"])
	ecs.lacks(container, "memory")
	path := ecs.place(container, "memory")
	finding := {
		"messageId": "missing",
		"subject": container.resource.id,
		"path": path,
		"arguments": {"workload": container.workload, "container": container.name},
		"evidence": [path, ["memory"]],
	}
}

findings contains finding if some finding in ecs.unknown

_unlimited := [container |
	some container in container_resources.containers
	not container_resources.given(container, "limits", "memory")
]
