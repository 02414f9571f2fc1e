package validity.syntax_test

import data.validity.syntax

_found(kind) := {[finding.messageId, finding.subject, finding.arguments] |
	diagnostic := {"id": "d", "kind": kind, "messageId": "some_message", "arguments": {"detail": "x"}, "subject": "a.yaml"}
	some finding in syntax.findings with input as {"resources": [], "diagnostics": [diagnostic]}
}

test_syntax_is_found if _found("syntax") == {["some_message", "d", {"detail": "x"}]}

test_other_diagnostics_are_other_rules if {
	every kind in ["undeclared", "missing-argument", "not-rendered", "not-read"] {
		_found(kind) == set()
	}
}
