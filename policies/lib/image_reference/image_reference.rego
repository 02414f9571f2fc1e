# METADATA
# title: Image references
# description: Which images the workloads of a root use, and what a reference says (docker.io/library is left out by people).
# scope: package
package lib.image_reference

import data.lib.ecs
import data.lib.pod_security

# images has one element for each image that a container or an image volume uses.
images := array.concat(array.concat(_container_images, _volume_images), _task_images)

_container_images := [_image(container, array.concat(container.path, ["image"]), reference) |
	some container in pod_security.containers
	reference := container.values.image
	is_string(reference)
]

_volume_images := [_image(pod, array.concat(pod.path, ["volumes", index, "image", "reference"]), reference) |
	some pod in pod_security.pods
	some index, volume in pod.values.volumes
	reference := volume.image.reference
	is_string(reference)
]

_image(holder, path, reference) := {
	"resource": holder.resource,
	"path": path,
	"workload": holder.workload,
	"reference": reference,
}

_task_images := [image |
	some container in ecs.containers
	reference := container.values.image
	is_string(reference)
	image := {
		"resource": container.resource,
		"workload": container.workload,
		"path": ecs.place(container, "image"),
		"reference": reference,
	}
]

# unknown has an open finding for each unknown value that is, or holds, an image.
unknown := array.concat(
	pod_security.unknown_in_containers(pod_security.pods, [["image"]]),
	ecs.unknown_at(["image"]),
)

# parts reads a reference; undefined for what is none. registry and repository are written out, tag and digest are ""
# where there is none.
parts(reference) := {"registry": registry, "repository": repository, "tag": tag, "digest": digest} if {
	regex.match(_shape, reference)
	halves := split(reference, "@")
	digest := concat("", array.slice(halves, 1, 2))
	segments := split(halves[0], "/")
	last := split(segments[count(segments) - 1], ":")
	tag := concat("", array.slice(last, 1, 2))
	path := array.concat(array.slice(segments, 0, count(segments) - 1), [last[0]])
	registry := _registry(path)
	repository := _repository(registry, path)
}

# The first segment is a registry where it cannot be a name.
_has_registry(path) if {
	count(path) > 1
	regex.match(`[.:A-Z]|^localhost$`, path[0])
}

_registry(path) := "docker.io" if not _has_registry(path)

_registry(path) := _canonical(path[0]) if _has_registry(path)

_canonical(host) := "docker.io" if host in ["docker.io", "index.docker.io", "registry-1.docker.io"]

_canonical(host) := lower(host) if not host in ["docker.io", "index.docker.io", "registry-1.docker.io"]

_repository("docker.io", path) := concat("/", ["library", name]) if {
	[name] := _below(path)
}

_repository(registry, path) := concat("/", _below(path)) if {
	not _official(registry, path)
}

_official("docker.io", path) if count(_below(path)) == 1

_below(path) := array.slice(path, 1, count(path)) if _has_registry(path)

_below(path) := path if not _has_registry(path)

# As distribution/reference has it: host and port, lower-case names, tag, digest.
_shape := concat("", [
	`^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?/)?`,
	`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*`,
	`(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?`,
	`(?:@[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,})?$`,
])
