# METADATA
# title: Everything that holds a pod
# description: Pods and containers of the resources of this root, wherever their kind keeps them.
# scope: package
# custom:
#   kinds:
#     workload:
#       - core/Pod
#       - apps/Deployment
#       - apps/StatefulSet
#       - apps/DaemonSet
#       - apps/ReplicaSet
#       - core/ReplicationController
#       - batch/Job
#       - batch/CronJob
#       - argoproj.io/Rollout
#       - serving.knative.dev/Service
package lib.workload

import data.lib.value

pod_paths := {
	"core/Pod": ["spec"],
	"apps/Deployment": ["spec", "template", "spec"],
	"apps/StatefulSet": ["spec", "template", "spec"],
	"apps/DaemonSet": ["spec", "template", "spec"],
	"apps/ReplicaSet": ["spec", "template", "spec"],
	"core/ReplicationController": ["spec", "template", "spec"],
	"batch/Job": ["spec", "template", "spec"],
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
	"argoproj.io/Rollout": ["spec", "template", "spec"],
	"serving.knative.dev/Service": ["spec", "template", "spec"],
}

container_lists := ["initContainers", "containers", "ephemeralContainers"]

# pods has one element for each pod (template): the resource, the path of its pod spec, and its words for messages.
# It is a list, as are containers: a set would hash every resource whole.
pods := [{"resource": resource, "path": path, "workload": name(resource)} |
	some resource in input.resources
	path := pod_paths[resource.type]
	not _empty_rollout(resource, path)
]

# A Rollout may take its template from a Deployment (workloadRef); then it holds no pod itself.
_empty_rollout(resource, path) if {
	resource.type == "argoproj.io/Rollout"
	value.absent(resource, path)
}

# containers has one element for each container, of whichever list.
containers := [container |
	some pod in pods
	some container in containers_of(pod.resource)
]

# containers_of lists the containers of one resource (or of one side of a change).
containers_of(resource) := [found |
	base := pod_paths[resource.type]
	some list in container_lists
	path := array.concat(base, [list])
	some index, container in value.get(resource, path)
	is_object(container)
	found := {
		"resource": resource,
		"pod": base,
		"list": list,
		"path": array.concat(path, [index]),
		"name": object.get(container, "name", json.marshal(index)),
		"workload": name(resource),
	}
]

# unknown_lists has the container lists that are unknown as a whole.
unknown_lists := [{"resource": pod.resource, "path": path, "workload": pod.workload} |
	some pod in pods
	some list in container_lists
	path := array.concat(pod.path, [list])
	value.unknown(pod.resource, path)
]

# is_sidecar holds for an init container that keeps running (Kubernetes 1.28).
is_sidecar(container) if {
	container.list == "initContainers"
	value.get(container.resource, array.concat(container.path, ["restartPolicy"])) == "Always"
}

# name is how people call a resource: its kind and name.
name(resource) := concat(" ", [kind, called]) if {
	parts := split(resource.type, "/")
	kind := parts[count(parts) - 1]
	called := object.get(resource.object, ["metadata", "name"], object.get(resource.object, ["metadata", "generateName"], ""))
}
