package security.workflow_permissions_test

import data.security.workflow_permissions

_found(workflow) := {[finding.messageId, finding.path] |
	some finding in workflow_permissions.findings with input as {"resources": [{
		"id": "w",
		"type": "github_workflow",
		"object": object.union({"on": {"push": {}}}, workflow),
	}]}
}

_jobs := {"a": {"steps": []}, "b": {"steps": []}}

test_everything_is_found_wherever_it_is_given if {
	_found({"permissions": "write-all", "jobs": _jobs}) == {["write_all", ["permissions"]]}
	_found({"permissions": {}, "jobs": {"a": {"permissions": "write-all"}}}) == {["write_all_job", ["jobs", "a", "permissions"]]}
}

test_silence_is_found_unless_every_job_speaks if {
	_found({"jobs": _jobs}) == {["unset", ["permissions"]]}
	_found({"permissions": null, "jobs": _jobs}) == {["unset", ["permissions"]]}
	_found({"jobs": {"a": {"permissions": {"contents": "read"}}}}) == set()
}

test_a_called_workflow_gets_its_token_from_its_caller if {
	called := workflow_permissions.findings with input as {"resources": [{
		"id": "w",
		"type": "github_workflow",
		"object": {"on": {"workflow_call": {}}, "jobs": _jobs},
	}]}
	called == set()
}

test_dangerous_scopes_for_several_jobs_are_found if {
	_found({"permissions": {"contents": "write"}, "jobs": _jobs}) == {["shared", ["permissions"]]}
	_found({"permissions": {"contents": "write"}, "jobs": {"a": {}}}) == set()
	_found({"permissions": {"contents": "write"}, "jobs": {"a": {}, "b": {"permissions": {}}}}) == set()
}

test_reading_and_notes_are_quiet if {
	_found({"permissions": "read-all", "jobs": _jobs}) == set()
	_found({"permissions": {}, "jobs": _jobs}) == set()
	_found({"permissions": {"contents": "read", "issues": "write"}, "jobs": _jobs}) == set()
}
