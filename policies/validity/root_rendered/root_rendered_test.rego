package validity.root_rendered_test

import data.validity.root_rendered

_found(kind) := {[finding.messageId, finding.subject, finding.arguments] |
	diagnostic := {"id": "d", "kind": kind, "messageId": "some_message", "arguments": {"detail": "x"}, "subject": "a.yaml"}
	some finding in root_rendered.findings with input as {"resources": [], "diagnostics": [diagnostic]}
}

test_not_rendered_is_found if _found("not-rendered") == {["some_message", "d", {"detail": "x"}]}

test_other_diagnostics_are_other_rules if {
	every kind in ["syntax", "undeclared", "missing-argument", "not-read"] {
		_found(kind) == set()
	}
}
