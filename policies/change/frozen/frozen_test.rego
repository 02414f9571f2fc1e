package change.frozen_test

import data.change.frozen

_closing := {"name": "year-end closing", "from": "2026-12-28", "to": "2027-01-04"}

_input(freezes) := {
	"changes": [{"id": "c1", "address": "apps/Deployment/payments-prod/api"}],
	"facts": {"freezes": freezes},
}

test_every_change_is_asked_about_in_a_frozen_period if {
	found := frozen.findings with input as _input([_closing])
	found == {{
		"messageId": "frozen",
		"subject": "c1",
		"path": [],
		"arguments": _closing,
	}}
}

test_the_strictest_period_is_named if {
	other := object.union(_closing, {"name": "other"})
	found := frozen.findings with input as _input([_closing, other])
	{finding.arguments.name | some finding in found} == {"year-end closing"}
}

test_nothing_is_asked_outside_of_one if {
	count(frozen.findings) == 0 with input as _input([])
}
