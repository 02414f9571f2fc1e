# METADATA
# title: Jobs and steps of pipelines
# description: |
#   What GitHub Actions run: the jobs of workflows, their steps, the steps of composite actions, and what a reference
#   to an action says.
# scope: package
package lib.pipeline

# workflows has each workflow of the root.
workflows := [resource | some resource in input.resources; resource.type == "github_workflow"]

# jobs has each job of each workflow.
jobs := [{"resource": resource, "id": id, "path": ["jobs", id], "job": job} |
	some resource in workflows
	some id, job in resource.object.jobs
	is_object(job)
]

# steps has each step of each job and of each composite action. job is {} in an action, events has "*" where anything
# may have started it.
steps := array.concat(_job_steps, _action_steps)

_job_steps := [step |
	some item in jobs
	some index, written in item.job.steps
	is_object(written)
	step := {
		"resource": item.resource,
		"path": array.concat(item.path, ["steps", index]),
		"index": index,
		"step": written,
		"name": item.id,
		"job": item.job,
		"events": events(item.resource),
	}
]

_action_steps := [step |
	some resource in input.resources
	resource.type == "github_action"
	some index, written in resource.object.runs.steps
	is_object(written)
	step := {
		"resource": resource,
		"path": ["runs", "steps", index],
		"index": index,
		"step": written,
		"name": resource.address,
		"job": {},
		"events": {"*"},
	}
]

# events are what starts a workflow; a reusable one is started by whatever started its caller.
events(workflow) := {"*"} if workflow.object.on.workflow_call

events(workflow) := {event | some event, _ in workflow.object.on} if not workflow.object.on.workflow_call

# started_by holds where one of these events may start it.
started_by(found, _) if "*" in found

started_by(found, wanted) if count(found & wanted) > 0

# action reads a reference: an action or a reusable workflow of a repository. Undefined for paths and images.
action(text) := {"repository": repository, "path": path, "ref": ref} if {
	not startswith(text, "./")
	not startswith(text, "docker://")
	[[_, repository, path, ref]] := regex.find_all_string_submatch_n(`^([^/@\s]+/[^/@\s]+)((?:/[^@\s]+)?)@(\S+)$`, text, 1)
}

# is_action holds for a reference to an action of this name, whatever its version.
is_action(text, names) if lower(action(text).repository) in names

# expressions are the contents of ${{ … }} in a text.
expressions(text) := [match[1] |
	contains(text, "${{")
	some match in regex.find_all_string_submatch_n(`(?s)\$\{\{(.*?)\}\}`, text, -1)
]

# line is the line of a text, from 0, on which a part of it stands for the first time.
line(text, part) := count(split(substring(text, 0, indexof(text, part)), "\n")) - 1
