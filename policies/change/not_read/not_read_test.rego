package change.not_read_test

import data.change.not_read

_found(kind) := {[finding.messageId, finding.subject, finding.arguments] |
	diagnostic := {"id": "d", "kind": kind, "messageId": "some_message", "arguments": {"detail": "x"}, "subject": "a.yaml"}
	some finding in not_read.findings with input as {"resources": [], "diagnostics": [diagnostic]}
}

test_not_read_is_found if _found("not-read") == {["some_message", "d", {"detail": "x"}]}

test_other_diagnostics_are_other_rules if {
	every kind in ["syntax", "undeclared", "missing-argument", "not-rendered"] {
		_found(kind) == set()
	}
}
