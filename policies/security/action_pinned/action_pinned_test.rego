package security.action_pinned_test

import data.security.action_pinned

_found(resource) := {[finding.messageId, finding.path] |
	some finding in action_pinned.findings with input as {
		"facts": {"tenants": {"payments": {"teams": ["Paycorp/payments"]}}},
		"resources": [object.union({"id": "w", "address": "action.yml"}, resource)],
	}
		with data.parameters as {"SEC-050": {"trusted": ["actions/*", "acme/*"]}}
}

_workflow(uses) := {
	"type": "github_workflow",
	"object": {"on": {"push": {}}, "jobs": {"a": {"steps": [{"uses": uses}]}}},
}

_path := ["jobs", "a", "steps", 0, "uses"]

test_tags_and_branches_of_others_are_found if {
	_found(_workflow("other/action@v1")) == {["unpinned", _path]}
	_found(_workflow("other/action/deep@main")) == {["unpinned", _path]}
	_found(_workflow("other/action@0123456")) == {["unpinned", _path]}
}

test_commits_paths_and_trusted_owners_are_quiet if {
	_found(_workflow("other/action@0123456789abcdef0123456789abcdef01234567")) == set()
	_found(_workflow("./.github/actions/build")) == set()
	_found(_workflow("actions/checkout@v4")) == set()
	_found(_workflow("ACME/Tools@main")) == set()
	_found(_workflow("paycorp/deploy@v2")) == set()
}

test_images_need_a_digest if {
	_found(_workflow("docker://alpine:3.20")) == {["image", _path]}
	_found(_workflow("docker://alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")) == set()
}

test_called_workflows_and_actions_count if {
	_found({"type": "github_workflow", "object": {"on": {}, "jobs": {"a": {"uses": "other/ci/.github/workflows/a.yml@v1"}}}}) == {["unpinned", ["jobs", "a", "uses"]]}
	_found({"type": "github_action", "object": {"runs": {"steps": [{"uses": "other/action@v1"}]}}}) == {["unpinned", ["runs", "steps", 0, "uses"]]}
	_found({"type": "github_action", "object": {"runs": {"image": "docker://alpine"}}}) == {["image", ["runs", "image"]]}
	_found({"type": "github_action", "object": {"runs": {"image": "Dockerfile"}}}) == set()
}
