package lib.pipeline_test

import data.lib.pipeline

_sha := "0123456789abcdef0123456789abcdef01234567"

test_references_to_actions_are_read if {
	pipeline.action("actions/checkout@v4") == {"repository": "actions/checkout", "path": "", "ref": "v4"}
	pipeline.action(concat("@", ["acme/ci/.github/workflows/build.yml", _sha])) == {
		"repository": "acme/ci",
		"path": "/.github/workflows/build.yml",
		"ref": _sha,
	}
	not pipeline.action("./.github/actions/build")
	not pipeline.action("docker://alpine:3")
	not pipeline.action("actions/checkout")
}

test_names_of_actions_know_no_case if {
	pipeline.is_action("Actions/Checkout@v4", {"actions/checkout"})
	not pipeline.is_action("actions/checkout-it@v4", {"actions/checkout"})
}

test_expressions_are_found_over_lines if {
	pipeline.expressions("a ${{ b }} c ${{ d &&\n e }}") == [" b ", " d &&\n e "]
	pipeline.expressions("$HOME") == []
}

test_lines_are_counted_from_zero if {
	pipeline.line("a\nb\nc", "c") == 2
	pipeline.line("a\nb", "a") == 0
}

test_a_called_workflow_may_be_started_by_anything if {
	called := {"object": {"on": {"workflow_call": {}, "push": {}}}}
	pipeline.started_by(pipeline.events(called), {"issues"})
	pushed := {"object": {"on": {"push": {}}}}
	pipeline.started_by(pipeline.events(pushed), {"push", "issues"})
	not pipeline.started_by(pipeline.events(pushed), {"issues"})
}

test_steps_of_jobs_and_of_composite_actions_are_found if {
	found := pipeline.steps with input as {"resources": [
		{
			"type": "github_workflow",
			"address": "w",
			"object": {"on": {"push": {}}, "jobs": {"a": {"steps": [{"run": "x"}, "broken"]}, "b": {"uses": "./x"}, "c": null}},
		},
		{"type": "github_action", "address": "action.yml", "object": {"runs": {"steps": [{"run": "y"}]}}},
	]}
	[[item.path, item.step.run, item.name] | some item in found] == [
		[["jobs", "a", "steps", 0], "x", "a"],
		[["runs", "steps", 0], "y", "action.yml"],
	]
}
