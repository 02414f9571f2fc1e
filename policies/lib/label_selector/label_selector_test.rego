package lib.label_selector_test

import data.lib.label_selector

_api := {"app": "api", "tier": "web"}

test_all_labels_have_to_be_there if {
	label_selector.matches({"matchLabels": {"app": "api"}}, _api)
	not label_selector.matches({"matchLabels": {"app": "api", "zone": "a"}}, _api)
	not label_selector.matches({"matchLabels": {"app": "worker"}}, _api)
}

test_an_empty_selector_means_everything_and_a_missing_one_nothing if {
	label_selector.matches({}, _api)
	label_selector.matches({}, null)
	not label_selector.matches(null, _api)
}

_expression(operator, values) := {"matchExpressions": [{"key": "app", "operator": operator, "values": values}]}

test_expressions_hold_or_not if {
	label_selector.matches(_expression("In", ["api"]), _api)
	not label_selector.matches(_expression("In", ["worker"]), _api)
	label_selector.matches(_expression("NotIn", ["worker"]), _api)
	label_selector.matches(_expression("NotIn", ["worker"]), {})
	label_selector.matches(_expression("Exists", []), _api)
	not label_selector.matches(_expression("Exists", []), {})
	label_selector.matches(_expression("DoesNotExist", []), {})
}

test_more_labels_mean_less if {
	label_selector.within({"matchLabels": _api}, {"matchLabels": {"app": "api"}})
	label_selector.within({"matchLabels": _api}, {})
	label_selector.within({"matchLabels": _api}, _expression("In", ["api", "worker"]))
	label_selector.within(_expression("In", ["api"]), _expression("In", ["api"]))
	not label_selector.within({}, {"matchLabels": _api})
	not label_selector.within({"matchLabels": {"app": "api"}}, {"matchLabels": _api})
	not label_selector.within({"matchLabels": {"tier": "web"}}, _expression("NotIn", ["worker"]))
}

test_a_selector_is_shown_as_kubectl_writes_it if {
	label_selector.shown({}) == "*"
	label_selector.shown({"matchLabels": _api}) == "app=api,tier=web"
	label_selector.shown(_expression("In", ["api", "web"])) == "app in (api,web)"
}
