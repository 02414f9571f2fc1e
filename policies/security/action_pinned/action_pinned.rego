# METADATA
# title: Actions of others are pinned
# description: An action, a reusable workflow or an image of somebody else is used by the commit or the digest, not by a name that its owner can move.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
# scope: package
# custom:
#   id: SEC-050
#   severity: high
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [github_workflow, github_action]
#   reads: []
#   needs: [file]
#   facts: [tenants]
#   parameters:
#     trusted:
#       description: Globs over owner/repository whose actions may be used by tag or branch, beside those of the organisations that own tenants. The SLSA generators prove nothing unless they are used by tag.
#       type: array
#       items: {type: string}
#       default: [actions/*, github/*, slsa-framework/slsa-github-generator]
#   supersedes: []
#   peers: ["zizmor unpinned-uses"]
#   tags: []
package security.action_pinned

import data.lib.parameter
import data.lib.pipeline

findings contains finding if {
	some reference in _references
	action := pipeline.action(reference.text)
	not regex.match(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`, action.ref)
	not _trusted(action.repository)
	finding := _finding("unpinned", reference, {
		"action": concat("", [action.repository, action.path]),
		"ref": action.ref,
	})
}

findings contains finding if {
	some reference in _references
	startswith(reference.text, "docker://")
	not contains(reference.text, "@sha256:")
	finding := _finding("image", reference, {"image": trim_prefix(reference.text, "docker://")})
}

_references := array.concat(_steps, array.concat(_workflows, _actions))

_steps := [{"resource": item.resource, "path": array.concat(item.path, ["uses"]), "text": item.step.uses} |
	some item in pipeline.steps
	is_string(item.step.uses)
]

_workflows := [{"resource": item.resource, "path": array.concat(item.path, ["uses"]), "text": item.job.uses} |
	some item in pipeline.jobs
	is_string(item.job.uses)
]

_actions := [{"resource": resource, "path": ["runs", "image"], "text": resource.object.runs.image} |
	some resource in input.resources
	resource.type == "github_action"
	is_string(resource.object.runs.image)
]

_trusted(repository) if {
	some pattern in parameter.value("SEC-050", "trusted")
	glob.match(lower(pattern), ["/"], lower(repository))
}

# The organisations of the teams that own tenants are one's own.
_trusted(repository) if {
	some tenant in input.facts.tenants
	some team in tenant.teams
	lower(split(team, "/")[0]) == lower(split(repository, "/")[0])
}

_finding(message, reference, arguments) := {
	"messageId": message,
	"subject": reference.resource.id,
	"path": reference.path,
	"arguments": arguments,
}
