# METADATA
# title: Bounds of a namespace not loosened
# description: A change does not take a NetworkPolicy, ResourceQuota or LimitRange away, or let through what it kept out.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#   - ref: https://kubernetes.io/docs/concepts/policy/limit-range/
# scope: package
# custom:
#   id: CHG-019
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: [networking.k8s.io/NetworkPolicy, core/ResourceQuota, core/LimitRange, core/Namespace, workload]
#   reads: ["core/ResourceQuota:/spec/hard/pods"]
#   needs: [rendered]
#   facts: [objects]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.guardrail_loosened

import data.lib.change
import data.lib.label_selector
import data.lib.namespace_bounds
import data.lib.network_policy
import data.lib.value

findings contains finding if {
	some item in _deletions
	_lets_go(item)
	finding := {
		"messageId": "removed",
		"subject": item.id,
		"path": [],
		"arguments": {"object": change.name(item)},
	}
}

findings contains finding if {
	some item in _bounded
	some loosened in _loosened(item)
	finding := {
		"messageId": loosened.message,
		"subject": item.id,
		"path": loosened.path,
		"arguments": object.union({"object": change.name(item)}, loosened.arguments),
	}
}

findings contains finding if {
	some item in _policies
	some opened in _opened(item)
	finding := {
		"messageId": opened.message,
		"subject": item.id,
		"path": opened.path,
		"arguments": {"object": change.name(item), "detail": opened.detail},
	}
}

findings contains finding if {
	some item in _edits
	some before in namespace_bounds.bounds(item.before)
	change.became_unknown(item, before.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": before.path,
		"arguments": {"object": change.name(item)},
	}
}

_kinds := {"networking.k8s.io/NetworkPolicy", "core/ResourceQuota", "core/LimitRange"}

_edits := [item |
	some item in input.changes
	item.type in _kinds
	change.edits(item)
]

_deletions := [item |
	some item in input.changes
	item.type in _kinds
	change.deletes(item)
	not item.namespace in _gone_namespaces
]

# Whoever removes the namespace removes what stands in it; CHG-003 tells.
_gone_namespaces := [item.before.object.metadata.name |
	some item in input.changes
	item.type == "core/Namespace"
	change.deletes(item)
]

_bounded := [item |
	some item in _edits
	item.type in {"core/ResourceQuota", "core/LimitRange"}
	not namespace_bounds.unreadable(item.before)
	not namespace_bounds.unreadable(item.after)
]

_policies := [item |
	some item in _edits
	item.type == "networking.k8s.io/NetworkPolicy"
	not value.partly_unknown(item.before, ["spec"])
	not value.partly_unknown(item.after, ["spec"])
]

# What else stands in the namespace, as far as the roots of the pull request tell.
_beside(item) := [other |
	some other in object.get(input.facts.objects, item.namespace, [])
	other.type == item.type
	[other.root, other.address] != [input.root.key, item.address]
]

_lets_go(item) if {
	item.type in {"core/ResourceQuota", "core/LimitRange"}
	some bound in namespace_bounds.bounds(item.before)
	not _covered(item, bound)
}

_lets_go(item) if {
	item.type == "networking.k8s.io/NetworkPolicy"
	some direction in ["Ingress", "Egress"]
	network_policy.closes(item.before.object.spec, direction)
	not _closed(item, _selector(item.before), direction)
	not _without_pods(item)
}

# Another quota, or range, of the namespace that says the same or less.
_covered(item, bound) if {
	some other in _beside(item)
	some standing in namespace_bounds.bounds({"type": other.type, "object": {"spec": other.spec}, "unknown": {}})
	standing.key == bound.key
	not _looser(bound.of, bound.value, standing.value)
}

# Another policy that closes the same direction for the same pods. What was admitted only is then shut.
_closed(item, selector, direction) if {
	some other in _beside(item)
	label_selector.within(selector, object.get(other, "podSelector", null))
	_summary_closes(other, direction)
}

_summary_closes(other, direction) if direction in other.policyTypes

_summary_closes(other, "Ingress") if object.get(other, "policyTypes", null) == null

_summary_closes(other, "Egress") if {
	object.get(other, "policyTypes", null) == null
	object.get(other, "egress", 0) > 0
}

# The pods that it stood for go as well.
_without_pods(item) if {
	count([gone |
		some gone in input.changes
		change.deletes(gone)
		label_selector.matches(_selector(item.before), _labels(gone.before))
	]) > 0
	count([resource |
		some resource in input.resources
		resource.namespace == item.namespace
		label_selector.matches(_selector(item.before), _labels(resource))
	]) == 0
}

_labels(side) := object.get(side.object, ["spec", "template", "metadata", "labels"], null)

_selector(side) := object.get(side.object, ["spec", "podSelector"], {})

_loosened(item) := array.concat(_raised(item), _dropped(item))

_raised(item) := [{"message": "raised", "path": namespace_bounds.written(item.after, after), "arguments": arguments} |
	some after in namespace_bounds.bounds(item.after)
	value.known(item.after, after.path)
	some before in namespace_bounds.bounds(item.before)
	before.key == after.key
	_looser(before.of, before.value, after.value)
	not _covered(item, before)
	arguments := {"bound": _named(before), "before": _text(before.value), "after": _text(after.value)}
]

_dropped(item) := [{"message": "dropped", "path": array.slice(before.path, 0, 2), "arguments": arguments} |
	kept := {after.key | some after in namespace_bounds.bounds(item.after)}
	some before in namespace_bounds.bounds(item.before)
	value.known(item.before, before.path)
	not before.key in kept
	not _covered(item, before)
	arguments := {"bound": _named(before), "before": _text(before.value)}
]

_looser(of, before, after) if {
	of in {"quota", "max", "default", "ratio"}
	quantity.compare(after, before) > 0
}

_looser("min", before, after) if quantity.compare(after, before) < 0

_named(bound) := concat(" ", [_fields[bound.of], bound.name])

_fields := {"quota": "hard", "max": "max", "min": "min", "default": "default", "defaultRequest": "defaultRequest", "ratio": "maxLimitRequestRatio"}

_opened(item) := [{"message": "turned_away", "path": ["spec", "podSelector"], "detail": label_selector.shown(_selector(item.after))}] if {
	not label_selector.within(_selector(item.before), _selector(item.after))
	not _closed(item, _selector(item.before), "Ingress")
} else := [{"message": "opened", "path": ["spec", "policyTypes"], "detail": direction} |
	some direction in ["Ingress", "Egress"]
	network_policy.closes(item.before.object.spec, direction)
	not network_policy.closes(item.after.object.spec, direction)
	not _closed(item, _selector(item.before), direction)
] if {
	some direction in ["Ingress", "Egress"]
	network_policy.closes(item.before.object.spec, direction)
	not network_policy.closes(item.after.object.spec, direction)
} else := _admits(item)

# Of several ports of one peer, one is told.
_admits(item) := [{"message": "admitted", "path": path, "detail": detail} |
	flows := _new_flows(item)
	some path in {flow.path | some flow in flows}
	detail := [network_policy.shown(flow.peer) | some flow in flows; flow.path == path][0]
]

_new_flows(item) := [flow |
	some direction in ["Ingress", "Egress"]
	network_policy.closes(item.before.object.spec, direction)
	before := network_policy.flows(item.before.object.spec, direction)
	some flow in network_policy.flows(item.after.object.spec, direction)
	not network_policy.admitted(flow, before)
]

_text(bound) := bound if is_string(bound)

_text(bound) := json.marshal(bound) if not is_string(bound)
