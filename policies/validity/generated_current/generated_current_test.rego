package validity.generated_current_test

import data.validity.generated_current

_found(kind) := {[finding.messageId, finding.subject] |
	diagnostic := {"id": "d", "kind": kind, "messageId": "generated_differs", "arguments": {}, "subject": "a.yaml"}
	some finding in generated_current.findings with input as {"resources": [], "diagnostics": [diagnostic]}
}

test_a_difference_is_found if _found("generated") == {["generated_differs", "d"]}

test_other_diagnostics_are_other_rules if {
	every kind in ["syntax", "undeclared", "missing-argument", "not-read", "not-rendered"] {
		_found(kind) == set()
	}
}
