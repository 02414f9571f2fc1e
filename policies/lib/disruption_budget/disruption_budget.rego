# METADATA
# title: What a disruption budget allows
# description: How many pods may be evicted at once, counted as Kubernetes counts it.
# scope: package
package lib.disruption_budget

import data.lib.setting

# allowed is how many of a number of pods a budget lets go at once. Shares are rounded up, for what has to stay and for
# what may go alike; a budget that says neither lets everything go.
allowed(budget, pods) := min([pods, _scaled(budget.maxUnavailable, pods)]) if _says(budget, "maxUnavailable")

allowed(budget, pods) := max([0, pods - _scaled(budget.minAvailable, pods)]) if {
	not _says(budget, "maxUnavailable")
	_says(budget, "minAvailable")
}

allowed(budget, pods) := pods if {
	not _says(budget, "maxUnavailable")
	not _says(budget, "minAvailable")
}

_says(budget, bound) if object.get(budget, bound, null) != null

_scaled(bound, _) := bound if is_number(bound)

_scaled(bound, pods) := ceil((pods * setting.number(trim_suffix(bound, "%"))) / 100) if {
	is_string(bound)
	endswith(bound, "%")
}

_scaled(bound, _) := setting.number(bound) if {
	is_string(bound)
	not endswith(bound, "%")
}

# shown is the bound as it is written, for messages.
shown(budget) := concat(" ", ["maxUnavailable", _text(budget.maxUnavailable)]) if {
	object.get(budget, "maxUnavailable", null) != null
} else := concat(" ", ["minAvailable", _text(budget.minAvailable)]) if {
	object.get(budget, "minAvailable", null) != null
} else := "-"

_text(bound) := bound if is_string(bound)

_text(bound) := json.marshal(bound) if not is_string(bound)

# bound_name is the field that decides.
bound_name(budget) := "maxUnavailable" if {
	object.get(budget, "maxUnavailable", null) != null
} else := "minAvailable"
