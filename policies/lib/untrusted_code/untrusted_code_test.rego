package lib.untrusted_code_test

import data.lib.untrusted_code

_head_checkout := {"uses": "actions/checkout@v4", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}

_input(on, job) := {"resources": [{"id": "w", "type": "github_workflow", "object": {"on": on, "jobs": {"a": job}}}]}

_places(on, job) := {item.place | some item in untrusted_code.checkouts with input as _input(on, job)}

_target := {"pull_request_target": {}}

_ref := ["jobs", "a", "steps", 0, "with", "ref"]

test_the_head_in_a_job_of_the_base_is_found if {
	_places(_target, {"steps": [_head_checkout]}) == {_ref}
	_places({"workflow_run": {}}, {"steps": [{
		"uses": "actions/checkout@v4",
		"with": {"ref": "${{ github.event.workflow_run.head_branch }}"},
	}]}) == {_ref}
	_places({"issue_comment": {}}, {"steps": [{"run": "gh pr checkout $NUMBER"}]}) == {["jobs", "a", "steps", 0, "run"]}
}

test_the_base_and_plain_pull_requests_are_quiet if {
	_places({"pull_request": {}}, {"steps": [_head_checkout]}) == set()
	_places(_target, {"steps": [{"uses": "actions/checkout@v4"}]}) == set()
	_places(_target, {"steps": [{"uses": "actions/checkout@v4", "with": {"ref": "main"}}]}) == set()
}

test_guards_of_every_kind_are_seen if {
	every condition in [
		"github.event.pull_request.head.repo.full_name == github.repository",
		"!github.event.pull_request.head.repo.fork",
		"github.event.pull_request.head.repo.fork == false",
		"contains(github.event.pull_request.labels.*.name, 'safe to test')",
		"github.actor == 'dependabot[bot]'",
		"contains(fromJSON('[\"OWNER\"]'), github.event.comment.author_association)",
		"github.event.workflow_run.event == 'push'",
	] {
		_places(_target, {"if": condition, "steps": [_head_checkout]}) == set()
	}
	_places(_target, {"environment": "approval", "steps": [_head_checkout]}) == set()
	_places({"pull_request_target": {"types": ["labeled"]}}, {"steps": [_head_checkout]}) == set()
	_places(_target, {"steps": [{"uses": "actions-cool/check-user-permission@v2"}, _head_checkout]}) == set()
	triage := {"steps": [{"uses": "tspascoal/get-user-teams-membership@v3"}]}
	found := untrusted_code.checkouts with input as {"resources": [{"id": "w", "type": "github_workflow", "object": {
		"on": _target,
		"jobs": {"triage": triage, "a": {"needs": "triage", "steps": [_head_checkout]}},
	}}]}
	found == []
}

test_conditions_that_let_strangers_in_are_none if {
	every condition in [
		"github.actor != 'dependabot[bot]'",
		"github.event.pull_request.head.repo.fork",
		"!contains(github.event.pull_request.labels.*.name, 'skip')",
		"github.event.workflow_run.conclusion == 'success'",
	] {
		_places(_target, {"if": condition, "steps": [_head_checkout]}) == {_ref}
	}
}

_item(step) := {"index": 1, "step": step}

test_what_runs_code_is_told_from_what_looks_at_it if {
	every run in ["npm ci", "cd a && make test", "CI=1 go test ./...", "./build.sh", "if x; then pytest; fi", "bash ci/run.sh"] {
		untrusted_code.runs_code(_item({"run": run}), {"index": 0})
	}
	every run in ["git diff --stat", "echo make it so", "gh pr comment -b done", "bash -c 'date'", "python -c 'print(1)'", "cat makefile"] {
		not untrusted_code.runs_code(_item({"run": run}), {"index": 0})
	}
	untrusted_code.runs_code(_item({"uses": "./.github/actions/x"}), {"index": 0})
	untrusted_code.runs_code(_item({"uses": "docker/build-push-action@v6"}), {"index": 0})
	not untrusted_code.runs_code(_item({"uses": "actions/setup-node@v4"}), {"index": 0})
	not untrusted_code.runs_code({"index": 0, "step": {"run": "make"}}, {"index": 1})
}

test_one_script_may_do_both if {
	untrusted_code.runs_code({"index": 0, "step": {"run": "gh pr checkout 1\nmake"}}, {"index": 0})
	not untrusted_code.runs_code({"index": 0, "step": {"run": "make\ngh pr checkout 1"}}, {"index": 0})
}
