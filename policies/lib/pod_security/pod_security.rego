# METADATA
# title: What the Pod Security Standards look at
# description: |
#   Pods and containers with their security contexts, read once for all the rules of the standards, and the differences
#   between the versions of Kubernetes. The meaning is that of k8s.io/pod-security-admission.
# scope: package
package lib.pod_security

import data.lib.open
import data.lib.workload

# at_least tells whether the cluster's Kubernetes is 1.minor or newer. A version that is no number is the newest.
at_least(minor) if _minor >= minor

default _minor := 1000

_minor := to_number(trim_right(split(input.kubernetesVersion, ".")[1], "+"))

# pods has one element for each pod (template). A Windows pod has no Linux settings; in a user namespace, root is nobody
# on the node, for which Kubernetes 1.35 relaxes some rules. The doubts are the unknown values that decide about it.
pods := [object.union(pod, {"containers": _containers(pod)}) |
	some found in workload.pods
	pod := _pod(found, _object(found.resource.object, found.path))
]

_pod(found, values) := {
	"level": "pod",
	"resource": found.resource,
	"path": found.path,
	"workload": found.workload,
	"arguments": {"workload": found.workload},
	"values": values,
	"security": _object(values, ["securityContext"]),
	"windows": object.get(values, ["os", "name"], "") == "windows",
	"windows_doubts": open.paths(found.resource, array.concat(found.path, ["os", "name"])),
	"relaxed": _relaxed(values),
	"relaxed_doubts": _relaxed_doubts(found),
}

_relaxed(values) if {
	is_false(object.get(values, "hostUsers", true))
	at_least(35)
} else := false

_relaxed_doubts(found) := open.paths(found.resource, array.concat(found.path, ["hostUsers"])) if {
	at_least(35)
} else := []

# strict_pods are those for which nothing is relaxed; linux_pods those that do not run on Windows.
strict_pods := [pod | some pod in pods; not pod.relaxed]

linux_pods := [pod | some pod in pods; not pod.windows]

# containers has one element for each container of whichever list.
containers := [container |
	some pod in pods
	some container in pod.containers
]

_containers(pod) := [container |
	some list in workload.container_lists
	some index, values in object.get(pod.values, list, [])
	is_object(values)
	container := _container(pod, list, index, values)
]

_container(pod, list, index, values) := {
	"level": "container",
	"resource": pod.resource,
	"pod": pod,
	"list": list,
	"path": array.concat(pod.path, [list, index]),
	"name": name,
	"workload": pod.workload,
	"arguments": {"container": name, "workload": pod.workload},
	"values": values,
	"security": _object(values, ["securityContext"]),
} if {
	name := object.get(values, "name", json.marshal(index))
}

# contexts are all that may have a securityContext: the pods and their containers.
contexts := array.concat(pods, containers)

_object(values, path) := found if {
	found := object.get(values, path, null)
	is_object(found)
} else := {}

# annotations_path is where the annotations of a pod (template) stand.
annotations_path(pod) := array.concat(array.slice(pod.path, 0, count(pod.path) - 1), ["metadata", "annotations"])

# is_true reads a boolean. Terraform may write one as text.
is_true(true) := true

is_true("true") := true

is_false(false) := true

is_false("false") := true

# text_of writes any scalar for a message.
text_of(text) := text if is_string(text)

text_of(other) := json.marshal(other) if not is_string(other)

# unknown_in_pods has an open finding for each unknown value that is, or holds, what stands at one of the paths below
# the specs of these pods; "#" is any index.
unknown_in_pods(some_pods, tails) := [unknown_at(pod, path) |
	some pod in some_pods
	count(pod.resource.unknown) > 0
	some tail in tails
	some path in open.paths(pod.resource, array.concat(pod.path, tail))
]

# unknown_in_containers does the same below every container.
unknown_in_containers(some_pods, tails) := unknown_in_pods(some_pods, [array.concat([list, "#"], tail) |
	some list in workload.container_lists
	some tail in tails
])

# unknown_annotations does the same for the annotations with a prefix.
unknown_annotations(prefix) := [unknown_at(pod, path) |
	some pod in pods
	count(pod.resource.unknown) > 0
	base := annotations_path(pod)
	some path in open.paths(pod.resource, array.concat(base, ["*"]))
	_concerns(path, base, prefix)
]

_concerns(path, base, _) if count(path) <= count(base)

_concerns(path, base, prefix) if startswith(path[count(base)], prefix)

# unknown_at is an open finding about a pod.
unknown_at(pod, path) := {
	"messageId": "unknown",
	"kind": "open",
	"subject": pod.resource.id,
	"path": path,
	"arguments": {"workload": pod.workload},
}

# baseline_capabilities are those that containers have by default, without NET_RAW.
baseline_capabilities := [
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
]
