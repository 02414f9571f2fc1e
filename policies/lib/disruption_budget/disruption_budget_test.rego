package lib.disruption_budget_test

import data.lib.disruption_budget

test_what_has_to_stay_may_not_go if {
	disruption_budget.allowed({"minAvailable": 2}, 3) == 1
	disruption_budget.allowed({"minAvailable": 5}, 3) == 0
	disruption_budget.allowed({"minAvailable": "50%"}, 3) == 1
	disruption_budget.allowed({"minAvailable": "100%"}, 3) == 0
	disruption_budget.allowed({"minAvailable": "2"}, 3) == 1
}

test_what_may_go_is_rounded_up if {
	disruption_budget.allowed({"maxUnavailable": 1}, 3) == 1
	disruption_budget.allowed({"maxUnavailable": 0}, 3) == 0
	disruption_budget.allowed({"maxUnavailable": "10%"}, 3) == 1
	disruption_budget.allowed({"maxUnavailable": 9}, 3) == 3
}

test_a_budget_without_bounds_lets_everything_go if {
	disruption_budget.allowed({}, 3) == 3
	disruption_budget.allowed({"maxUnavailable": null}, 3) == 3
}

test_what_is_no_number_allows_nothing_that_can_be_told if {
	not disruption_budget.allowed({"maxUnavailable": "some"}, 3)
}

test_the_bound_is_shown_as_it_is_written if {
	disruption_budget.shown({"minAvailable": "50%"}) == "minAvailable 50%"
	disruption_budget.shown({"maxUnavailable": 1}) == "maxUnavailable 1"
	disruption_budget.shown({}) == "-"
	disruption_budget.bound_name({"maxUnavailable": 1}) == "maxUnavailable"
	disruption_budget.bound_name({}) == "minAvailable"
}
