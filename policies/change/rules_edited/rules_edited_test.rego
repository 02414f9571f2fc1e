package change.rules_edited_test

import data.change.rules_edited

_found(changed) := {[finding.messageId, finding.subject] |
	some finding in rules_edited.findings with input as {"pull": {
		"changedPaths": [changed],
		"policyPaths": [".github/sekisho.yml", ".github/sekisho/**", "**/CODEOWNERS", "CODEOWNERS"],
	}}
}

_change(path, status) := {"path": path, "previousPath": null, "status": status}

test_files_that_decide_are_found if {
	_found(_change(".github/sekisho.yml", "modified")) == {["edited", ".github/sekisho.yml"]}
	_found(_change(".github/sekisho/waivers/a.yml", "added")) == {["added", ".github/sekisho/waivers/a.yml"]}
	_found(_change("CODEOWNERS", "removed")) == {["removed", "CODEOWNERS"]}
}

test_moving_such_a_file_away_is_found if {
	_found({"path": "old/sekisho.yml", "previousPath": ".github/sekisho.yml", "status": "renamed"}) == {["renamed", "old/sekisho.yml"]}
}

test_a_comment_that_silences_a_rule_is_told if {
	diagnostic := {"id": "d", "kind": "suppression", "messageId": "suppression", "arguments": {"rule": "SEC-020"}}
	found := rules_edited.findings with input as {"diagnostics": [diagnostic]}
	found == {{"messageId": "suppression", "subject": "d", "path": [], "arguments": {"rule": "SEC-020"}}}
}

test_what_else_was_read_is_not_told_here if {
	rules_edited.findings == set() with input as {"diagnostics": [{"id": "d", "kind": "syntax", "messageId": "yaml_syntax"}]}
}

test_other_files_are_quiet if {
	_found(_change("k8s/api.yaml", "modified")) == set()
	_found(_change("docs/CODEOWNERS.md", "modified")) == set()
}
