# METADATA
# title: Workloads stay on their own nodes
# description: A workload of a tenant asks neither for the nodes of another tenant nor for those of the cluster itself.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
# scope: package
# custom:
#   id: TEN-017
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/nodeSelector", "{pod}/tolerations"]
#   needs: [rendered, registry]
#   facts: [tenants]
#   parameters:
#     pools:
#       description: "Whose nodes are whose: patterns over `label=value` or `taint=value`, and the tenants that each is for; an empty list is for the platform alone."
#       type: object
#       additionalProperties: {type: array, items: {type: string}}
#       default: null
#     system:
#       description: Labels and taints of nodes that are for the cluster itself.
#       type: array
#       items: {type: string}
#       default: [node-role.kubernetes.io/control-plane, node-role.kubernetes.io/master, CriticalAddonsOnly]
#   supersedes: []
#   peers: [restrict-node-selection]
#   tags: []
package tenancy.foreign_pool

import data.lib.open
import data.lib.ownership
import data.lib.parameter
import data.lib.party
import data.lib.value
import data.lib.workload

# One pool is one thing to mend, however often the workload asks for it.
findings contains finding if {
	some pod in _pods
	some choice in _choices(pod)
	asked := [other | some other in _choices(pod); other.owner == choice.owner]
	asked[0] == choice
	finding := object.union(_finding(pod, choice.message, asked), _fix(asked))
}

findings contains finding if {
	some pod in _pods
	paths := [path |
		some pattern in [["nodeSelector"], ["nodeSelector", "*"], ["tolerations"], ["tolerations", "#"], ["tolerations", "#", "key"], ["tolerations", "#", "value"]]
		some path in open.paths(pod.resource, array.concat(pod.path, pattern))
	]
	count(paths) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pod.resource.id,
		"path": paths[0],
		"arguments": {"workload": pod.workload},
	}
}

_finding(pod, message, asked) := {
	"messageId": message,
	"subject": pod.resource.id,
	"path": asked[0].path,
	"evidence": [choice.path | some choice in asked],
	"arguments": object.union(
		{"workload": pod.workload, "owner": ownership.named(party.of(pod.resource)), "pool": asked[0].pool},
		{"foreign": ownership.named(asked[0].owner) | message == "foreign"},
	),
}

# What lets a pod onto a node can be left out; what sends it there has to say where else.
_fix([choice]) := {"fix": {"op": "remove", "path": choice.path}} if choice.tolerates

_fix(asked) := {} if count(asked) != 1

_fix([choice]) := {} if not choice.tolerates

# The platform's own workloads, those of nobody, and the parts of the cluster itself go where they have to.
_pods := [pod |
	ownership.registered
	some pod in workload.pods
	not startswith(object.get(pod.resource, "namespace", ""), "kube-")
	count(party.of(pod.resource)) > 0
	not ownership.steward(party.of(pod.resource))
]

# _choices lists what a pod asks for that is not its tenant's.
_choices(pod) := [object.union(selection, {"message": message, "owner": owner}) |
	some selection in _selections(pod)
	owner := _pool_owner(selection)
	message := _message(owner, pod)
]

_message(["*"], pod) := "everything" if pod.resource.type != "apps/DaemonSet"

_message([], pod) := "system" if pod.resource.type != "apps/DaemonSet"

_message(owner, pod) := "foreign" if {
	owner != ["*"]
	ownership.foreign(owner, party.of(pod.resource))
}

# _pool_owner is whose nodes a label or a taint means: tenants, [] for the cluster itself, ["*"] for all that there are.
_pool_owner(selection) := ["*"] if selection.pool == "*"

_pool_owner(selection) := owner if {
	selection.pool != "*"
	owner := _configured(selection)
} else := [] if {
	selection.key in parameter.value("TEN-017", "system")
} else := owner if {
	regex.match(`(?i)(^|[/._-])(teams?|tenants?|owners?|squads?|dedicated|node-?pools?|node-?groups?|pools?)$`, selection.key)
	owner := ownership.called(selection.value)
	count(owner) > 0
}

_configured(selection) := sort({tenant |
	some pattern in patterns
	some tenant in parameter.value("TEN-017", "pools")[pattern]
}) if {
	patterns := [pattern |
		some pattern, _ in parameter.value("TEN-017", "pools")
		glob.match(pattern, null, selection.pool)
	]
	count(patterns) > 0
}

_selections(pod) := array.concat(_selected(pod), array.concat(_attracted(pod), _tolerated(pod)))

_selected(pod) := [_selection(key, written, array.concat(path, [key]), false) |
	path := array.concat(pod.path, ["nodeSelector"])
	some key, written in value.get(pod.resource, path)
	is_string(written)
]

_attracted(pod) := [_selection(expression.key, written, place, false) |
	base := array.concat(pod.path, ["affinity", "nodeAffinity"])
	some term in _terms(pod.resource, base)
	some index, expression in value.get(pod.resource, array.concat(term, ["matchExpressions"]))
	some entry in _expressed(expression)
	written := entry.value
	place := array.concat(term, array.concat(["matchExpressions", index], entry.path))
]

_terms(resource, base) := array.concat(
	[array.concat(list, [index]) |
		list := array.concat(base, ["requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"])
		some index, _ in value.get(resource, list)
	],
	[array.concat(list, [index, "preference"]) |
		list := array.concat(base, ["preferredDuringSchedulingIgnoredDuringExecution"])
		some index, _ in value.get(resource, list)
	],
)

_expressed(expression) := [{"value": written, "path": ["values", index]} |
	expression.operator == "In"
	some index, written in expression.values
	is_string(written)
] if {
	expression.operator != "Exists"
}

_expressed(expression) := [{"value": "", "path": []}] if expression.operator == "Exists"

_tolerated(pod) := [_selection(key, _tolerated_value(written), array.concat(path, [index]), true) |
	path := array.concat(pod.path, ["tolerations"])
	some index, written in value.get(pod.resource, path)
	is_object(written)
	object.get(written, "effect", "NoSchedule") in {"NoSchedule", "", null}
	key := _tolerated_key(written)
]

_tolerated_value(written) := object.get(written, "value", "") if object.get(written, "operator", "Equal") != "Exists"

_tolerated_value(written) := "" if object.get(written, "operator", "Equal") == "Exists"

_tolerated_key(written) := written.key if is_string(written.key)

_tolerated_key(written) := "*" if {
	object.get(written, "key", null) in {null, ""}
	written.operator == "Exists"
}

_selection(key, written, path, tolerates) := {"key": key, "value": written, "pool": _shown(key, written), "path": path, "tolerates": tolerates}

_shown(key, written) := concat("=", [key, written]) if written != ""

_shown(key, "") := key
