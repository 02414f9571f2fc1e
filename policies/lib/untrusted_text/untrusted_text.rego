# METADATA
# title: Text that strangers write
# description: Which scripts of pipelines hold an expression that gives text of an issue, a pull request, a comment or a branch name.
# scope: package
package lib.untrusted_text

import data.lib.pipeline

# scripts has each text that a shell or an interpreter is given after its expressions were filled in.
scripts := array.concat(_runs, _inputs)

_runs := [script |
	some item in pipeline.steps
	is_string(item.step.run)
	contains(item.step.run, "${{")
	script := object.union(item, {"path": array.concat(item.path, ["run"]), "text": item.step.run})
]

_inputs := [script |
	some item in pipeline.steps
	some repository, names in _script_inputs
	pipeline.is_action(item.step.uses, {repository})
	some name in names
	text := item.step["with"][name]
	is_string(text)
	contains(text, "${{")
	script := object.union(item, {"path": array.concat(item.path, ["with", name]), "text": text})
]

# Actions whose inputs are programs.
_script_inputs := {
	"actions/github-script": {"script"},
	"appleboy/ssh-action": {"script"},
	"azure/cli": {"inlineScript"},
	"azure/powershell": {"inlineScript"},
	"nick-fields/retry": {"command"},
	"cloudposse/github-action-yq": {"cmd"},
	"mikefarah/yq": {"cmd"},
}

# source is the name of the value in an expression whose text a stranger writes, where the workflow's events have it.
source(script, expression) := found if {
	found := sort([name | some name in _named(script, expression)])[0]
}

_named(script, expression) := {name |
	some term in _terms(expression)
	some kind, events in _events
	pipeline.started_by(script.events, events)
	some match in regex.find_all_string_submatch_n(_contexts[kind], term, -1)
	name := match[1]
} | _through_environment(script, expression)

# ${{ env.TITLE }} is filled in like any other expression, whatever $TITLE would be.
_through_environment(script, expression) := {name |
	some term in _terms(expression)
	some match in regex.find_all_string_submatch_n(`\benv\.([A-Za-z_][A-Za-z0-9_]*)`, term, -1)
	some holder in [script.step, script.job, object.get(script.resource.object, [], {})]
	value := holder.env[match[1]]
	is_string(value)
	some inner in pipeline.expressions(value)
	some inner_term in _terms(inner)
	some kind, events in _events
	pipeline.started_by(script.events, events)
	some found in regex.find_all_string_submatch_n(_contexts[kind], inner_term, -1)
	name := concat("", [match[0], " (", found[1], ")"])
}

# The parts of an expression whose value may become the value of the whole: not what is only compared or searched.
_terms(expression) := [term |
	some alternative in split(expression, "||")
	parts := split(alternative, "&&")
	term := parts[count(parts) - 1]
	not regex.match(`[!=]=|[<>]`, term)
	not regex.match(`(?i)^[\s(!]*(?:contains|startsWith|endsWith|hashFiles)\s*\(`, term)
	not regex.match(`^\s*!`, term)
]

_contexts := {
	"pull_request": `\bgithub\.(event\.pull_request\.(?:title|body|head\.(?:ref|label)|head\.repo\.(?:description|homepage|default_branch))|head_ref)\b`,
	"issue": `\bgithub\.(event\.issue\.(?:title|body))\b`,
	"comment": `\bgithub\.(event\.comment\.body)\b`,
	"review": `\bgithub\.(event\.review\.body)\b`,
	"discussion": `\bgithub\.(event\.discussion\.(?:title|body))\b`,
	"commit": `\bgithub\.(event\.(?:head_commit|commits(?:\.\*|\[[0-9]+\]))\.(?:message|(?:author|committer)\.(?:email|name)))\b`,
	"workflow_run": `\bgithub\.(event\.workflow\.path|event\.workflow_run\.(?:path|head_branch|display_title|head_commit\.(?:message|author\.(?:email|name))|head_repository\.description|pull_requests(?:\.\*|\[[0-9]+\])\.head\.ref))\b`,
	"page": `\bgithub\.(event\.pages(?:\.\*|\[[0-9]+\])\.(?:page_name|title))\b`,
}

_events := {
	"pull_request": {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"},
	"issue": {"issues", "issue_comment"},
	"comment": {"issue_comment", "commit_comment", "pull_request_review_comment", "discussion_comment"},
	"review": {"pull_request_review"},
	"discussion": {"discussion", "discussion_comment"},
	"commit": {"push"},
	"workflow_run": {"workflow_run"},
	"page": {"gollum"},
}
