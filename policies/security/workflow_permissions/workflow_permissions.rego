# METADATA
# title: Tokens of workflows can do little
# description: A workflow says what its token may do, and gives no job more than it needs.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
# scope: package
# custom:
#   id: SEC-048
#   severity: high
#   enforcement: {production: advise, elsewhere: advise}
#   messageEnforcement:
#     write_all: {production: review, elsewhere: review}
#     write_all_job: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [github_workflow]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV2_GHA_1, "zizmor excessive-permissions"]
#   tags: []
package security.workflow_permissions

import data.lib.pipeline

findings contains finding if {
	some workflow in pipeline.workflows
	workflow.object.permissions == "write-all"
	finding := object.union(
		_finding("write_all", workflow, ["permissions"], {}),
		{"fix": {"op": "replace", "path": ["permissions"], "value": {"contents": "read"}}},
	)
}

findings contains finding if {
	some item in pipeline.jobs
	item.job.permissions == "write-all"
	finding := _finding("write_all_job", item.resource, array.concat(item.path, ["permissions"]), {"job": item.id})
}

# The repository's setting decides, which nobody sees here; it may be everything.
findings contains finding if {
	some workflow in pipeline.workflows
	not _says(workflow.object)
	{event | some event, _ in workflow.object.on} != {"workflow_call"}
	jobs := _inheriting(workflow)
	count(jobs) > 0
	finding := object.union(
		_finding("unset", workflow, ["permissions"], {"jobs": concat(", ", jobs)}),
		{"fix": {"op": "add", "path": ["permissions"], "value": {"contents": "read"}}},
	)
}

# What one job needs, every job gets.
findings contains finding if {
	some workflow in pipeline.workflows
	scopes := sort([scope |
		some scope, access in workflow.object.permissions
		access == "write"
		scope in _dangerous
	])
	count(scopes) > 0
	jobs := _inheriting(workflow)
	count(jobs) > 1
	finding := _finding("shared", workflow, ["permissions"], {"scopes": concat(", ", scopes), "jobs": concat(", ", jobs)})
}

# Scopes with which code, packages, releases or a cloud can be changed.
_dangerous := {"actions", "contents", "deployments", "id-token", "packages", "pages"}

_inheriting(workflow) := sort([item.id |
	some item in pipeline.jobs
	item.resource.id == workflow.id
	not _says(item.job)
])

_says(holder) if {
	some key, value in holder
	key == "permissions"
	value != null
}

_finding(message, workflow, path, arguments) := {
	"messageId": message,
	"subject": workflow.id,
	"path": path,
	"arguments": arguments,
}
