package security.workflow_untrusted_test

import data.security.workflow_untrusted

_findings(on, steps) := found if {
	found := workflow_untrusted.findings with input as {"resources": [{
		"id": "w",
		"type": "github_workflow",
		"object": {"on": on, "jobs": {"a": {"steps": steps}}},
	}]}
}

_found(on, steps) := {[finding.messageId, finding.path] | some finding in _findings(on, steps)}

_checkout := {"uses": "actions/checkout@v4", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}

test_the_head_is_found_only_where_it_is_run if {
	_found({"pull_request_target": {}}, [_checkout, {"run": "npm ci"}]) == {["head_code", ["jobs", "a", "steps", 0, "with", "ref"]]}
	_found({"pull_request_target": {}}, [_checkout, {"run": "git diff"}]) == set()
	_found({"pull_request_target": {}}, [{"run": "npm ci"}, _checkout]) == set()
}

test_the_line_of_the_script_is_named if {
	steps := [{"run": "echo hello\necho ${{ github.event.issue.title }}\n"}]
	_found({"issues": {}}, steps) == {["injection", ["jobs", "a", "steps", 0, "run", 1]]}
}

test_scripts_of_actions_count if {
	steps := [{"uses": "actions/github-script@v7", "with": {"script": "f(`${{ github.event.comment.body }}`)"}}]
	_found({"issue_comment": {}}, steps) == {["injection", ["jobs", "a", "steps", 0, "with", "script", 0]]}
}

test_the_environment_of_the_shell_is_safe if {
	steps := [{"env": {"TITLE": "${{ github.event.issue.title }}"}, "run": "echo \"$TITLE\""}]
	_found({"issues": {}}, steps) == set()
}

test_names_that_own_people_give_are_theirs if {
	found := workflow_untrusted.findings with input as {"resources": [{
		"id": "w",
		"type": "github_workflow",
		"object": {"on": {"pull_request": {}}, "jobs": {"a": {
			"if": "github.event.pull_request.head.repo.full_name == github.repository",
			"steps": [{"run": "echo ${{ github.head_ref }}"}],
		}}},
	}]}
	found == set()
}

test_other_inputs_are_no_scripts if {
	steps := [{"uses": "actions/labeler@v5", "with": {"title": "${{ github.event.issue.title }}"}}]
	_found({"issues": {}}, steps) == set()
}

test_more_of_the_same_is_worse if {
	[finding] := [found |
		some found in _findings({"issues": {}}, [{"run": "a ${{ github.event.issue.body }} b ${{ github.event.issue.body }}"}])
	]
	finding.measure == "2"
}

test_composite_actions_may_be_used_anywhere if {
	found := workflow_untrusted.findings with input as {"resources": [{
		"id": "a",
		"type": "github_action",
		"address": "action.yml",
		"object": {"runs": {"steps": [{"run": "echo ${{ github.head_ref }} ${{ inputs.name }}"}]}},
	}]}
	{finding.path | some finding in found} == {["runs", "steps", 0, "run", 0]}
}
