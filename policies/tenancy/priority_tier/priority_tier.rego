# METADATA
# title: Priority within the tier of the tenant
# description: A workload has no higher priority than its tenant may give it, and never that of the cluster's own parts.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
# scope: package
# custom:
#   id: TEN-026
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/priorityClassName"]
#   needs: [rendered, registry]
#   facts: [objects, tenants]
#   parameters:
#     classes:
#       description: "Patterns of the priority classes that each tenant may use; `*` stands for every tenant that is not named."
#       type: object
#       additionalProperties: {type: array, items: {type: string}}
#       default: null
#     highest:
#       description: "The highest value of a priority class that each tenant may use; `*` stands for every tenant that is not named."
#       type: object
#       additionalProperties: {type: integer}
#       default: null
#   supersedes: []
#   peers: [allowed-pod-priorities]
#   tags: []
package tenancy.priority_tier

import data.lib.ownership
import data.lib.parameter
import data.lib.party
import data.lib.value
import data.lib.workload

findings contains finding if {
	some pod in _pods
	class := value.get(pod.resource, _path(pod))
	class in _of_the_cluster
	not _listed(class, pod)
	finding := object.union(_finding(pod, "system", {"class": class}), _fix(pod))
}

findings contains finding if {
	some pod in _pods
	class := value.get(pod.resource, _path(pod))
	not class in _of_the_cluster
	not _listed(class, pod)
	permitted := _permitted(pod)
	finding := object.union(_finding(pod, "class", {"class": class, "permitted": concat(", ", permitted)}), _fix(pod))
}

# What is not listed by name is another finding already.
findings contains finding if {
	some pod in _pods
	class := value.get(pod.resource, _path(pod))
	not class in _of_the_cluster
	not _unlisted(class, pod)
	found := _value(class)
	highest := _highest(pod)
	found > highest
	finding := object.union(
		_finding(pod, "value", {"class": class, "value": json.marshal(found), "highest": json.marshal(highest)}),
		{"measure": json.marshal(found)},
	)
}

findings contains finding if {
	some pod in _pods
	value.unknown(pod.resource, _path(pod))
	finding := object.union(_finding(pod, "unknown", {}), {"kind": "open"})
}

_finding(pod, message, arguments) := {
	"messageId": message,
	"subject": pod.resource.id,
	"path": _path(pod),
	"arguments": object.union({"workload": pod.workload, "tenant": ownership.named(party.of(pod.resource))}, arguments),
}

# Kubernetes makes these two; nothing else gets a value as high.
_of_the_cluster := ["system-node-critical", "system-cluster-critical"]

_path(pod) := array.concat(pod.path, ["priorityClassName"])

# The platform's own workloads, and the parts of the cluster itself, may be as important as they are.
_pods := [pod |
	ownership.registered
	some pod in workload.pods
	not startswith(object.get(pod.resource, "namespace", ""), "kube-")
	count(party.of(pod.resource)) > 0
	not ownership.steward(party.of(pod.resource))
]

_listed(class, pod) if {
	some pattern in _permitted(pod)
	glob.match(pattern, null, class)
}

_unlisted(class, pod) if {
	_permitted(pod)
	not _listed(class, pod)
}

# What any owner may use; undefined where nobody has said it.
_permitted(pod) := permitted if {
	lists := _settings("classes", pod)
	count(lists) > 0
	permitted := sort({pattern | some list in lists; some pattern in list})
}

_highest(pod) := max(values) if {
	values := _settings("highest", pod)
	count(values) > 0
}

_settings(name, pod) := [setting |
	configured := parameter.value("TEN-026", name)
	some tenant in party.of(pod.resource)
	setting := object.get(configured, tenant, object.get(configured, "*", null))
	setting != null
]

# Where several clusters of the repository have a class of this name, the lowest value tells.
_value(class) := min(values) if {
	values := [other.value |
		some other in input.facts.objects[""]
		other.type == "scheduling.k8s.io/PriorityClass"
		other.name == class
		is_number(other.value)
	]
	count(values) > 0
}

# With one class there is only one thing to write.
_fix(pod) := {"fix": {"op": "replace", "path": _path(pod), "value": class}} if {
	[class] := _permitted(pod)
	not regex.match(`[*?\[{]`, class)
} else := {}
