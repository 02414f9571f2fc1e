package lib.parameter_test

import data.lib.parameter

test_a_parameter_that_is_set_has_its_value if {
	parameter.value("RES-006", "ratio") == "4" with data.parameters as {"RES-006": {"ratio": "4"}}
}

test_a_parameter_that_is_null_is_undefined if {
	not parameter.value("RES-006", "ratio") with data.parameters as {"RES-006": {"ratio": null}}
}

test_a_parameter_that_nobody_sets_is_undefined if {
	not parameter.value("RES-006", "ratio") with data.parameters as {}
}
