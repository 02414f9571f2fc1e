# METADATA
# title: Selector finds its pods
# description: A workload's selector selects its own pod template, and a Service selects pods that are there.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
# scope: package
# custom:
#   id: VAL-006
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   messageEnforcement:
#     selects_no_more: {production: review, elsewhere: advise}
#     selects_nothing: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [workload, core/Service]
#   reads: []
#   needs: [rendered]
#   facts: [objects, filled, complete]
#   parameters: {}
#   supersedes: []
#   peers: [deployment-pod-selector-labels-match-template-metadata-labels, statefulset-pod-selector-labels-match-template-metadata-labels, service-targets-pod, dangling-service, mismatching-selector]
#   tags: []
package validity.selector_matches

import data.lib.label_selector
import data.lib.value
import data.lib.workload

# The API server refuses a workload whose selector does not mean the pods that it would make.
findings contains finding if {
	some resource in input.resources
	selector := _selector(resource)
	labels := _labels(resource)
	not label_selector.matches(selector, labels)
	missing := _missing(selector, labels)
	finding := object.union(
		{
			"messageId": "template_not_selected",
			"subject": resource.id,
			"path": _place(resource, labels, missing),
			"arguments": {"workload": workload.name(resource), "selector": label_selector.shown(selector)},
			"evidence": [_template(resource), ["spec", "selector"]],
		},
		_fix(resource, selector, labels, missing),
	)
}

findings contains finding if {
	some service in _services
	count(_selected(service, _pods(service.namespace))) == 0
	said := _judgement(service)
	finding := {
		"messageId": said.messageId,
		"subject": service.id,
		"path": array.concat(["spec", "selector"], said.key),
		"arguments": object.union(
			{"service": workload.name(service), "selector": label_selector.shown({"matchLabels": service.object.spec.selector})},
			said.arguments,
		),
		"evidence": [["spec", "selector"]],
	}
}

# ---- a workload and its own pods

_selecting := {
	"apps/Deployment",
	"apps/StatefulSet",
	"apps/DaemonSet",
	"apps/ReplicaSet",
	"argoproj.io/Rollout",
	"batch/Job",
	"core/ReplicationController",
}

_selector(resource) := selector if {
	resource.type in _selecting
	_selects_by_itself(resource)
	not value.partly_unknown(resource, ["spec", "selector"])
	not value.partly_unknown(resource, _template(resource))
	value.known(resource, ["spec", "template"])
	selector := _as_selector(resource, value.get(resource, ["spec", "selector"]))
	is_object(selector)
	_plain(selector)
}

# A Job's selector is made for it, unless it says that it has one of its own.
_selects_by_itself(resource) if resource.type != "batch/Job"

_selects_by_itself(resource) if value.get(resource, ["spec", "manualSelector"]) == true

_as_selector(resource, selector) := {"matchLabels": selector} if resource.type == "core/ReplicationController"

_as_selector(resource, selector) := selector if resource.type != "core/ReplicationController"

# What is no text is no label: the rule about schemas tells.
_plain(selector) if {
	every label in object.get(selector, "matchLabels", {}) { is_string(label) }
	every expression in object.get(selector, "matchExpressions", []) { is_string(expression.operator) }
}

_template(resource) := array.concat(array.slice(path, 0, count(path) - 1), ["metadata", "labels"]) if {
	path := workload.pod_paths[resource.type]
	count(path) > 1
}

_template(resource) := ["metadata", "labels"] if resource.type == "core/Pod"

_labels(resource) := value.get_or(resource, _template(resource), {})

_missing(selector, labels) := sort([key |
	some key, wanted in object.get(selector, "matchLabels", {})
	object.get(labels, key, null) != wanted
])

# The label that differs, the labels where one is missing, or the expression that does not hold.
_place(resource, labels, missing) := array.concat(_template(resource), [missing[0]]) if object.get(labels, missing[0], null) != null

_place(resource, labels, missing) := ["spec", "selector", "matchLabels", missing[0]] if {
	object.get(labels, missing[0], null) == null
	resource.type != "core/ReplicationController"
}

_place(resource, labels, missing) := ["spec", "selector", missing[0]] if {
	object.get(labels, missing[0], null) == null
	resource.type == "core/ReplicationController"
}

_place(_, _, []) := ["spec", "selector", "matchExpressions"]

# A selector can never change: where it has stayed and one label has not, the label goes back. Else it is a choice.
_fix(resource, selector, labels, [key]) := {"fix": {"op": op, "path": array.concat(_template(resource), [key]), "value": selector.matchLabels[key]}} if {
	some item in input.changes
	item.action == "update"
	[item.type, item.address] == [resource.type, resource.address]
	object.get(item.before.object, ["spec", "selector"], null) == object.get(resource.object, ["spec", "selector"], null)
	op := _operation(labels, key)
} else := {}

_fix(_, _, _, missing) := {} if count(missing) != 1

_operation(labels, key) := "replace" if object.get(labels, key, null) != null

_operation(labels, key) := "add" if object.get(labels, key, null) == null

# ---- a Service and the pods of its namespace

# Services without a selector have their endpoints from elsewhere, and an ExternalName has none.
_services := [service |
	some service in input.resources
	service.type == "core/Service"
	value.get_or(service, ["spec", "type"], "ClusterIP") != "ExternalName"
	not value.partly_unknown(service, ["spec", "selector"])
	count(_wanted(service)) > 0
	every label in _wanted(service) { is_string(label) }
	not _filled(service.namespace)
]

# Something that nobody sees may make the pods: an operator, a module, a chart from elsewhere.
_filled(namespace) if {
	some place in [namespace, "*"]
	some type in object.get(input.facts, ["filled", place], [])
	_makes_pods(type)
	not _seen_here(namespace, type)
}

_makes_pods(type) if workload.pod_paths[type]

_makes_pods(type) if not contains(type, "/")

_makes_pods(type) if {
	group := split(type, "/")[0]
	contains(group, ".")
	not endswith(group, ".k8s.io")
}

# Where nobody says a namespace, what this root holds is applied to one and the same.
_seen_here("", type) if {
	_ = workload.pod_paths[type]
	some resource in input.resources
	resource.type == type
	resource.namespace == ""
}

# Labels that controllers put on pods as they make them.
_made := {
	"apps.kubernetes.io/pod-index",
	"batch.kubernetes.io/controller-uid",
	"batch.kubernetes.io/job-completion-index",
	"batch.kubernetes.io/job-name",
	"controller-revision-hash",
	"controller-uid",
	"job-name",
	"pod-template-generation",
	"pod-template-hash",
	"rollouts-pod-template-hash",
	"statefulset.kubernetes.io/pod-name",
}

_wanted(service) := {key: label |
	some key, label in value.get(service, ["spec", "selector"])
	not key in _made
}

# Labels of all pods that are known to stand in a namespace, with the name of what makes them.
_pods(namespace) := array.concat(_pods_here(namespace), _pods_elsewhere(namespace))

_pods_here(namespace) := [{"name": object.get(resource.object, ["metadata", "name"], ""), "service": object.get(resource.object, ["spec", "serviceName"], ""), "workload": workload.name(resource), "labels": _labels(resource)} |
	some resource in input.resources
	resource.namespace == namespace
	_ = workload.pod_paths[resource.type]
]

_pods_elsewhere(namespace) := [{"name": other.name, "service": "", "workload": _called(other), "labels": object.get(other, "labels", {})} |
	some other in object.get(input.facts, ["objects", namespace], [])
	other.root != input.root.key
	_ = workload.pod_paths[other.type]
]

_called(other) := concat(" ", [split(other.type, "/")[1], other.name])

_selected(service, pods) := [pod | some pod in pods; label_selector.matches_labels(_wanted(service), pod.labels)]

# What may be said about a Service that selects nothing that is known, the surest first.
_judgement(service) := _lost(service) if {
	not _dark(service.namespace)
} else := _near(service) if {
	not _dark(service.namespace)
} else := {"messageId": "selects_nothing", "key": [], "arguments": {}} if {
	not _dark(service.namespace)
	input.facts.complete[service.namespace]
	count(_pods(service.namespace)) > 0
}

# Pods whose labels are not known yet may be the ones.
_dark(namespace) if {
	some resource in input.resources
	resource.namespace == namespace
	_ = workload.pod_paths[resource.type]
	value.partly_unknown(resource, _template(resource))
}

# A Rollout takes its pods from a Deployment, and that may stand anywhere.
_dark(namespace) if {
	some resource in input.resources
	resource.namespace == namespace
	resource.type == "argoproj.io/Rollout"
	value.absent(resource, ["spec", "template"])
}

# Before this change it selected pods, which have gone, or which its new selector does not mean.
_lost(service) := {"messageId": "selects_no_more", "key": [], "arguments": {"workload": words[0]}} if {
	before := _before(service)
	words := array.concat(
		[workload.name(item.before) |
			some item in input.changes
			item.before.namespace == service.namespace
			label_selector.matches_labels(_wanted(before), _labels(item.before))
		],
		[pod.workload | before != service; some pod in _selected(before, _pods(service.namespace))],
	)
	count(words) > 0
}

_before(service) := item.before if {
	some item in input.changes
	item.type == "core/Service"
	[item.type, item.address, item.action] == [service.type, service.address, "update"]
} else := service

# One label is another than in the only pods that can be meant: all of the rest is the same.
_near(service) := {"messageId": "selects_almost", "key": [key], "arguments": {"workload": pod.workload, "label": concat("=", [key, pod.labels[key]])}} if {
	wanted := _wanted(service)
	[[pod, key]] := [[pod, key] |
		some pod in _pods(service.namespace)
		[key] := [key | some key, label in wanted; object.get(pod.labels, key, null) != label]
		_meant(service, pod, key)
	]
}

_meant(service, pod, key) if {
	is_string(pod.labels[key])
	not key in _variants
	_same_thing(service, pod)
}

_same_thing(service, pod) if service.object.metadata.name in {pod.name, pod.service}

# Labels by which the traffic of one application is cut over or shared.
_variants := {"app.kubernetes.io/version", "color", "colour", "deployment", "env", "environment", "release", "role", "shard", "slot", "stage", "track", "variant", "version"}
