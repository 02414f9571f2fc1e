# METADATA
# title: Disruption budget not loosened
# description: A change does not take a PodDisruptionBudget away, let it allow more evictions at once, or turn it away from its pods.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# scope: package
# custom:
#   id: CHG-009
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: [policy/PodDisruptionBudget, workload]
#   reads: ["policy/PodDisruptionBudget:/spec/minAvailable"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.disruption_budget_loosened

import data.lib.change
import data.lib.disruption_budget
import data.lib.label_selector
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in _budgets
	change.deletes(item)
	selector := object.get(item.before.object, ["spec", "selector"], null)
	not _left_with_its_pods(item, selector)
	not _replaced(item, selector)
	finding := {
		"messageId": "removed",
		"subject": item.id,
		"path": [],
		"arguments": {"budget": change.name(item), "bound": disruption_budget.shown(item.before.object.spec)},
	}
}

findings contains finding if {
	some item in _edits
	not _turned_away(item)
	before := item.before.object.spec
	after := item.after.object.spec
	not _partly_unknown(item)
	_looser(before, after, _counts(item, before, after))
	path := ["spec", disruption_budget.bound_name(after)]
	finding := {
		"messageId": "loosened",
		"subject": item.id,
		"path": path,
		"evidence": [["spec", "minAvailable"], ["spec", "maxUnavailable"]],
		"arguments": {"budget": change.name(item), "before": disruption_budget.shown(before), "after": disruption_budget.shown(after)},
	}
}

findings contains finding if {
	some item in _edits
	_turned_away(item)
	finding := {
		"messageId": "turned_away",
		"subject": item.id,
		"path": ["spec", "selector"],
		"arguments": {"budget": change.name(item)},
	}
}

findings contains finding if {
	some item in _edits
	not _turned_away(item)
	path := [path | some path in _bounds; change.became_unknown(item, path)][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"budget": change.name(item)},
	}
}

_bounds := [["spec", "minAvailable"], ["spec", "maxUnavailable"]]

_budgets := [item |
	some item in input.changes
	item.type == "policy/PodDisruptionBudget"
]

_edits := [item |
	some item in _budgets
	change.edits(item)
]

_partly_unknown(item) if {
	some side in [item.before, item.after]
	some path in _bounds
	value.unknown(side, path)
}

# A budget that goes together with its pods protected nobody who is left.
_left_with_its_pods(item, selector) if {
	count(_gone(item.namespace, selector)) > 0
	count(_standing(item.namespace, selector)) == 0
}

_replaced(item, selector) if {
	some other in input.resources
	other.type == "policy/PodDisruptionBudget"
	other.namespace == item.namespace
	object.get(other.object, ["spec", "selector"], null) == selector
	not _looser(item.before.object.spec, other.object.spec, _usual)
}

# It covered pods that are still here, and covers them no longer.
_turned_away(item) if {
	change.differs(item, ["spec", "selector"])
	some workload in _standing(item.namespace, object.get(item.before.object, ["spec", "selector"], null))
	not label_selector.matches(object.get(item.after.object, ["spec", "selector"], null), _labels(workload))
}

_standing(namespace, selector) := [resource |
	some resource in input.resources
	resource.type in _controllers
	resource.namespace == namespace
	label_selector.matches(selector, _labels(resource))
]

_gone(namespace, selector) := [item |
	some item in input.changes
	item.type in _controllers
	change.deletes(item)
	item.namespace == namespace
	label_selector.matches(selector, _labels(item.before))
]

_controllers := {"apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet", "core/ReplicationController", "argoproj.io/Rollout"}

_labels(side) := object.get(side.object, ["spec", "template", "metadata", "labels"], {})

# Looser for some numbers of pods, and stricter for none.
_looser(before, after, numbers) if {
	every pods in numbers { disruption_budget.allowed(after, pods) >= disruption_budget.allowed(before, pods) }
	some pods in numbers
	disruption_budget.allowed(after, pods) > disruption_budget.allowed(before, pods)
}

# A number and a share can be compared only where it is known how many pods there are.
_counts(item, before, after) := [pods |
	some workload in _standing(item.namespace, object.get(item.after.object, ["spec", "selector"], null))
	pods := setting.number(value.get_or(workload, ["spec", "replicas"], 1))
] if {
	_form(before) != _form(after)
	count(_standing(item.namespace, object.get(item.after.object, ["spec", "selector"], null))) > 0
} else := _usual

_usual := array.concat(numbers.range(1, 20), [100])

_form(budget) := [disruption_budget.bound_name(budget), is_string(object.get(budget, disruption_budget.bound_name(budget), null))]
