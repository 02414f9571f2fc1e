# METADATA
# title: Evictions are bounded, and possible
# description: Replicas that others call are not evicted all at once, and no disruption budget keeps a node from being drained.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
#   - ref: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# scope: package
# custom:
#   id: REL-004
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds: [replicated, autoscaler, core/Service, policy/PodDisruptionBudget]
#   reads: ["policy/PodDisruptionBudget:/spec/minAvailable", "policy/PodDisruptionBudget:/spec/maxUnavailable"]
#   needs: [rendered]
#   facts: [complete, objects]
#   parameters: {}
#   supersedes: []
#   peers: [kube-score deployment-has-poddisruptionbudget, kube-score statefulset-has-poddisruptionbudget]
#   tags: []
package reliability.evictions_bounded

import data.lib.autoscaling
import data.lib.disruption_budget
import data.lib.label_selector
import data.lib.open
import data.lib.serving
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	count(_unreadable) == 0
	some resource in _workloads
	resource.type in ["apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"]
	replicas := autoscaling.fewest(resource)
	replicas > 1
	_all_budgets_known(resource)
	count(serving.of(resource)) > 0
	not _protected(resource)
	not _made_by_policy
	finding := {
		"messageId": "missing",
		"subject": resource.id,
		"path": ["metadata", "name"],
		"arguments": {"workload": workload.name(resource), "replicas": replicas},
	}
}

findings contains finding if {
	some budget in _budgets
	_allows_none(budget)
	workloads := _protected_by(budget)
	not _switched_off(workloads)
	finding := object.union(_finding(budget, "blocks", {"bound": disruption_budget.shown(budget.spec)}), _fix(budget, workloads))
}

findings contains finding if {
	some budget in _budgets
	not _allows_none(budget)
	workloads := _protected_by(budget)
	pods := _pods(workloads)
	pods > 0
	disruption_budget.allowed(budget.spec, pods) == 0
	not _more_elsewhere(budget)
	arguments := {
		"bound": disruption_budget.shown(budget.spec),
		"replicas": pods,
		"workloads": sort([workload.name(resource) | some resource in workloads]),
	}
	finding := object.union(_finding(budget, "blocks_all", arguments), _fix(budget, workloads))
}

findings contains finding if {
	some budget in _budgets
	rivals := [other.name |
		some resource in _protected_by(budget)
		some other in _protecting(resource)
		other.name < budget.name
		autoscaling.may_meet(other.resource.namespace, budget.resource.namespace)
	]
	count(rivals) > 0
	finding := object.union(_finding(budget, "several", {"other": min(rivals)}), {
		"path": ["spec", "selector"],
		"evidence": [["spec", "selector"]],
	})
}

findings contains finding if {
	some resource in _unreadable
	some path in _doubts(resource)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"budget": workload.name(resource)},
	}
}

_of(type) := [resource | some resource in input.resources; resource.type == type]

_workloads := [resource | some resource in input.resources; resource.type in autoscaling.replicated]

_unreadable := [resource |
	some resource in _of("policy/PodDisruptionBudget")
	value.partly_unknown(resource, ["spec"])
]

# Of the two bounds only one can be there.
_doubts(resource) := [path |
	some name, other in {"minAvailable": "maxUnavailable", "maxUnavailable": "minAvailable"}
	not value.known(resource, ["spec", other])
	some path in open.paths(resource, ["spec", name])
]

# The first version of the API took an empty selector for none.
_budgets := [{"resource": resource, "name": name, "spec": spec, "selector": selector} |
	some resource in _of("policy/PodDisruptionBudget")
	not value.partly_unknown(resource, ["spec"])
	name := object.get(resource.object, ["metadata", "name"], "")
	spec := value.get(resource, ["spec"])
	selector := object.get(spec, "selector", null)
	[object.get(resource.object, "apiVersion", ""), selector] != ["policy/v1beta1", {}]
]

_protected_by(budget) := [_workloads[index] | some index in sort(object.get(_chosen, budget.resource.id, set()))]

_chosen[budget.resource.id] contains index if {
	some index, resource in _workloads
	some budget in _protecting(resource)
}

# A root may have hundreds of budgets and workloads: only those are compared whose first label the pods have.
_protecting(resource) := [_budgets[index] |
	count(_budgets) > 0
	labels := serving.labels(resource)
	some key in array.concat([""], [concat("=", [key, label]) | some key, label in labels; is_string(label)])
	some index in _by_label[key]
	autoscaling.may_meet(resource.namespace, _budgets[index].resource.namespace)
	label_selector.matches(_budgets[index].selector, labels)
]

_by_label[_first_label(budget.selector)] contains index if some index, budget in _budgets

_first_label(selector) := concat("=", [key, selector.matchLabels[key]]) if {
	key := min(object.keys(selector.matchLabels))
} else := ""

_protected(resource) if count(_protecting(resource)) > 0

_protected(resource) if {
	some other in _elsewhere
	other.type == "policy/PodDisruptionBudget"
	other.namespace == resource.namespace
	label_selector.matches(object.get(other.spec, "selector", null), serving.labels(resource))
}

_elsewhere := [object.union(other, {"namespace": namespace}) |
	some namespace, objects in input.facts.objects
	some other in objects
	other.root != input.root.key
	_told(other)
]

_told(other) if other.type == "policy/PodDisruptionBudget"

_told(other) if other.labels

# Where everything was read, or where this root is the place at which budgets are kept.
_all_budgets_known(resource) if input.facts.complete[resource.namespace]

_all_budgets_known(resource) if {
	some budget in _budgets
	budget.resource.namespace == resource.namespace
}

_made_by_policy if {
	some other in input.facts.objects[""]
	"PodDisruptionBudget" in other.generates
}

# However many pods there are.
_allows_none(budget) if object.get(budget.spec, "maxUnavailable", null) in [0, "0", "0%"]

_allows_none(budget) if budget.spec.minAvailable == "100%"

_pods(workloads) := sum(numbers) if {
	count(workloads) > 0
	numbers := [number | some resource in workloads; number := autoscaling.fewest(resource)]
	count(numbers) == count(workloads)
}

_switched_off(workloads) if _pods(workloads) == 0

# A budget may count pods of other roots too.
_more_elsewhere(budget) if {
	some other in _elsewhere
	other.namespace == budget.resource.namespace
	label_selector.matches(budget.selector, object.get(other, "labels", null))
}

_finding(budget, message, arguments) := {
	"messageId": message,
	"subject": budget.resource.id,
	"path": path,
	"evidence": [path, ["spec", "selector"]],
	"arguments": object.union(arguments, {"budget": workload.name(budget.resource)}),
} if {
	path := ["spec", disruption_budget.bound_name(budget.spec)]
}

# With one replica nothing can be evicted and stay; and a share is a choice.
_fix(budget, workloads) := {"fix": {"op": "replace", "path": ["spec", bound], "value": kept}} if {
	pods := _pods(workloads)
	pods > 1
	bound := disruption_budget.bound_name(budget.spec)
	kept := _kept(bound, budget.spec[bound], pods)
} else := {}

_kept("maxUnavailable", _, _) := 1

_kept("minAvailable", written, pods) := pods - 1 if setting.number(written)
