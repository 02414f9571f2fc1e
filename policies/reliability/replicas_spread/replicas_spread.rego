# METADATA
# title: Replicas are apart
# description: The replicas of a workload are not all held on one node or in one zone, and what is to spread them counts them.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
# scope: package
# custom:
#   id: REL-005
#   severity: low
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds: [apps/Deployment, apps/StatefulSet, argoproj.io/Rollout, autoscaler]
#   reads: ["{pod}/nodeSelector"]
#   needs: [rendered]
#   facts: [complete, objects]
#   parameters:
#     spread:
#       description: Over what replicas have to be spread by the workload itself; null leaves it to the scheduler, which tries without being told.
#       enum: [node, zone, null]
#       default: null
#   supersedes: []
#   peers: [kube-score deployment-has-host-podantiaffinity, kube-score statefulset-has-host-podantiaffinity]
#   tags: []
package reliability.replicas_spread

import data.lib.autoscaling
import data.lib.label_selector
import data.lib.open
import data.lib.parameter
import data.lib.serving
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some resource in _replicated
	pin := _pins(resource)[0]
	finding := {
		"messageId": pin.level,
		"subject": resource.id,
		"path": pin.path,
		"arguments": {"workload": workload.name(resource), "place": pin.place},
	}
}

# A required affinity to one's own kind holds all of them together.
findings contains finding if {
	some resource in _replicated
	path := array.concat(_pod(resource), ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"])
	some index, term in value.get(resource, path)
	level := _levels[term.topologyKey]
	label_selector.matches(object.get(term, "labelSelector", null), serving.labels(resource))
	_own_namespace(term)
	finding := {
		"messageId": concat("_", ["together", level]),
		"subject": resource.id,
		"path": array.concat(path, [index, "topologyKey"]),
		"evidence": [array.concat(path, [index])],
		"arguments": {"workload": workload.name(resource)},
	}
}

findings contains finding if {
	some resource in _replicated
	path := array.concat(_pod(resource), ["topologySpreadConstraints"])
	some index, constraint in value.get(resource, path)
	selector := array.concat(path, [index, "labelSelector"])
	not value.partly_unknown(resource, selector)
	not value.partly_unknown(resource, serving.labels_path(resource))
	not label_selector.matches(object.get(constraint, "labelSelector", null), serving.labels(resource))
	finding := object.union(_mended(resource, selector), {
		"messageId": "counts_none",
		"subject": resource.id,
		"path": selector,
		"evidence": [selector, serving.labels_path(resource)],
		"arguments": {"workload": workload.name(resource), "selector": _shown(object.get(constraint, "labelSelector", null))},
	})
}

findings contains finding if {
	level := parameter.value("REL-005", "spread")
	some resource in _replicated
	count(_pins(resource)) == 0
	not _spread_over(resource, level)
	not value.partly_unknown(resource, _pod(resource))
	finding := {
		"messageId": concat("_", ["unspread", level]),
		"subject": resource.id,
		"path": array.concat(_pod(resource), ["topologySpreadConstraints"]),
		"arguments": {"workload": workload.name(resource)},
	}
}

findings contains finding if {
	some resource in _replicated
	some path in open.paths(resource, array.concat(_pod(resource), ["nodeSelector"]))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"workload": workload.name(resource)},
	}
}

_pod(resource) := workload.pod_paths[resource.type]

_levels := {
	"kubernetes.io/hostname": "node",
	"topology.kubernetes.io/zone": "zone",
	"failure-domain.beta.kubernetes.io/zone": "zone",
}

_replicated := [resource |
	some resource in input.resources
	resource.type in ["apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"]
	_several(resource)
]

_several(resource) if setting.number(value.get(resource, ["spec", "replicas"])) > 1

_several(resource) if count(autoscaling.least(resource)) > 0

# What leaves the replicas one node or one zone, the narrowest first.
_pins(resource) := array.concat(
	[pin | some pin in _all_pins(resource); pin.level == "node"],
	[pin | some pin in _all_pins(resource); pin.level == "zone"],
)

_all_pins(resource) := array.concat(_named(resource), array.concat(_selected(resource), _required(resource)))

_named(resource) := [{"level": "node", "place": name, "path": path} |
	path := array.concat(_pod(resource), ["nodeName"])
	name := value.get(resource, path)
]

_selected(resource) := [{"level": level, "place": place, "path": path} |
	some label, level in _levels
	path := array.concat(_pod(resource), ["nodeSelector", label])
	place := value.get(resource, path)
]

# The terms are alternatives: all of them have to name the same single place.
_required(resource) := [{"level": level, "place": places[0], "path": path} |
	path := array.concat(_pod(resource), ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"])
	terms := value.get(resource, path)
	not value.partly_unknown(resource, path)
	some label, level in _levels
	places := [place | some term in terms; place := _only_place(term, label)]
	count(places) == count(terms)
	count(places) > 0
	every place in places { place == places[0] }
]

_only_place(term, label) := [expression.values[0] |
	some expression in object.get(term, "matchExpressions", [])
	expression.key == label
	expression.operator == "In"
	count(expression.values) == 1
][0]

# Where one label alone has another value than the pods', it is the pods' that was meant.
_mended(resource, selector) := {"fix": {"op": "replace", "path": array.concat(selector, ["matchLabels", key]), "value": own}} if {
	not value.known(resource, array.concat(selector, ["matchExpressions"]))
	labels := value.get(resource, array.concat(selector, ["matchLabels"]))
	wrong := [name | some name, label in labels; label != object.get(serving.labels(resource), name, null)]
	count(wrong) == 1
	key := wrong[0]
	own := serving.labels(resource)[key]
} else := {}

_own_namespace(term) if {
	object.get(term, "namespaceSelector", null) == null
	count(object.get(term, "namespaces", [])) == 0
}

_spread_over(resource, level) if {
	some constraint in value.get(resource, array.concat(_pod(resource), ["topologySpreadConstraints"]))
	_levels[constraint.topologyKey] == level
}

_spread_over(resource, level) if {
	affinity := value.get(resource, array.concat(_pod(resource), ["affinity", "podAntiAffinity"]))
	some term in _terms(affinity)
	_levels[term.topologyKey] == level
}

_terms(affinity) := array.concat(
	object.get(affinity, "requiredDuringSchedulingIgnoredDuringExecution", []),
	[weighted.podAffinityTerm | some weighted in object.get(affinity, "preferredDuringSchedulingIgnoredDuringExecution", [])],
)

_shown(null) := "-"

_shown(selector) := label_selector.shown(selector) if is_object(selector)
