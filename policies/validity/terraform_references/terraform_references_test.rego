package validity.terraform_references_test

import data.validity.terraform_references

_found(kind) := {[finding.messageId, finding.subject, finding.arguments] |
	diagnostic := {"id": "d", "kind": kind, "messageId": "some_message", "arguments": {"detail": "x"}, "subject": "a.yaml"}
	some finding in terraform_references.findings with input as {"resources": [], "diagnostics": [diagnostic]}
}

test_undeclared_is_found if _found("undeclared") == {["some_message", "d", {"detail": "x"}]}

test_missing_argument_is_found if _found("missing-argument") == {["some_message", "d", {"detail": "x"}]}

test_other_diagnostics_are_other_rules if {
	every kind in ["syntax", "not-rendered", "not-read"] {
		_found(kind) == set()
	}
}
