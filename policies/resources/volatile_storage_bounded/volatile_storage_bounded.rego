# METADATA
# title: Storage on the node bounded
# description: An emptyDir volume has a size limit, or the containers that write to it have one for what they keep on the node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
#   - ref: https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
# scope: package
# custom:
#   id: RES-007
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/volumes/*/emptyDir/sizeLimit"]
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters:
#     requireLimit: {type: boolean, default: false, description: "Every container is to have a limit for ephemeral-storage, whether it mounts an emptyDir or not."}
#   supersedes: []
#   peers: [GK ephemeralstoragelimit]
#   tags: []
package resources.volatile_storage_bounded

import data.lib.container_resources
import data.lib.open
import data.lib.parameter
import data.lib.pod_security

findings contains finding if {
	some volume in _unbounded
	count(_doubts(volume)) == 0
	finding := {
		"messageId": "volume",
		"subject": volume.pod.resource.id,
		"path": array.concat(volume.path, ["emptyDir", "sizeLimit"]),
		"arguments": {"workload": volume.pod.workload, "volume": volume.name},
	}
}

findings contains finding if {
	some volume in _unbounded
	some path in _doubts(volume)
	finding := pod_security.unknown_at(volume.pod, path)
}

findings contains finding if {
	parameter.value("RES-007", "requireLimit") == true
	some container in container_resources.containers
	not _limited(container)
	count(container_resources.doubts(container, "limits", "ephemeral-storage")) == 0
	finding := {
		"messageId": "container",
		"subject": container.resource.id,
		"path": container_resources.path(container, "limits", "ephemeral-storage"),
		"arguments": container.arguments,
	}
}

# What lies in memory counts as memory of the containers, and is bounded by their limits (RES-002).
_unbounded := [volume |
	some pod in pod_security.pods
	some index, values in object.get(pod.values, "volumes", [])
	is_object(values.emptyDir)
	object.get(values.emptyDir, "medium", "") != "Memory"
	object.get(values.emptyDir, "sizeLimit", null) == null
	volume := {"pod": pod, "path": array.concat(pod.path, ["volumes", index]), "name": values.name}
	_writable(volume)
]

# A container that mounts it and has no limit of its own; who only reads fills nothing up.
_writable(volume) if {
	some container in volume.pod.containers
	some mount in object.get(container.values, "volumeMounts", [])
	mount.name == volume.name
	not pod_security.is_true(object.get(mount, "readOnly", false))
	not _limited(container)
}

_limited(container) if container_resources.given(container, "limits", "ephemeral-storage")

_doubts(volume) := array.concat(
	open.paths(volume.pod.resource, array.concat(volume.path, ["emptyDir", "sizeLimit"])),
	[path |
		some container in volume.pod.containers
		some path in container_resources.doubts(container, "limits", "ephemeral-storage")
	],
) if {
	count(volume.pod.resource.unknown) > 0
} else := []
