# METADATA
# title: Namespaces are bounded
# description: A namespace has a ResourceQuota for all of it, and a LimitRange for containers that say nothing.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#   - ref: https://kubernetes.io/docs/concepts/policy/limit-range/
# scope: package
# custom:
#   id: RES-015
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [core/Namespace, core/ResourceQuota, core/LimitRange]
#   reads: []
#   needs: [rendered]
#   facts: [complete, objects]
#   parameters:
#     exempt:
#       description: Patterns of namespaces that need neither.
#       type: array
#       items: {type: string}
#       default: ["kube-*", default]
#   supersedes: []
#   peers: [KSV-0039, KSV-0040]
#   tags: []
package resources.namespace_bounded

import data.lib.parameter
import data.lib.value

findings contains finding if {
	some namespace in _namespaces
	lacking := [type | some type in _bounds; _lacks(namespace, type)]
	count(lacking) > 0
	finding := {
		"messageId": _message(lacking),
		"subject": namespace.resource.id,
		"path": ["metadata", "name"],
		"arguments": {"namespace": namespace.name},
	}
}

_bounds := ["core/ResourceQuota", "core/LimitRange"]

_message(["core/ResourceQuota", "core/LimitRange"]) := "neither"

_message(["core/ResourceQuota"]) := "quota"

_message(["core/LimitRange"]) := "limit_range"

_namespaces := [{"resource": resource, "name": name} |
	some resource in input.resources
	resource.type == "core/Namespace"
	name := value.get(resource, ["metadata", "name"])
	not _exempt(name)
]

_exempt(name) if {
	some pattern in parameter.value("RES-015", "exempt")
	glob.match(pattern, null, name)
}

_lacks(namespace, type) if {
	_would_be_seen(namespace, type)
	not _has(namespace, type)
	not _generated(type)
}

# Where everything was read, or where this root gives such bounds to namespaces.
_would_be_seen(namespace, _) if input.facts.complete[namespace.name]

_would_be_seen(_, type) if {
	some resource in input.resources
	resource.type == type
}

# One whose namespace cannot be told may be this one's.
_has(namespace, type) if {
	some resource in input.resources
	resource.type == type
	resource.namespace in [namespace.name, ""]
}

_has(namespace, type) if {
	some other in input.facts.objects[namespace.name]
	other.type == type
}

# A policy of the cluster may give every namespace what it lacks here.
_generated(type) if {
	some other in input.facts.objects[""]
	split(type, "/")[1] in other.generates
}
