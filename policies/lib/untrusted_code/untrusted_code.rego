# METADATA
# title: Code that strangers write
# description: Which jobs with the rights of the base check out the head of a pull request, and which steps run what they checked out.
# scope: package
package lib.untrusted_code

import data.lib.pipeline

# checkouts has each step that brings the head of a pull request of anybody into a job that has the secrets and the
# token of the base, and that nothing guards. place is what says so, event what starts it.
checkouts := [found |
	some item in pipeline.steps
	events := sort([event | some event in item.events; event in _privileged])
	count(events) > 0
	place := _place(item.step)
	not _guarded(item)
	found := object.union(item, {"event": events[0], "place": array.concat(item.path, place)})
]

# These run with the rights of the base although a stranger starts them.
_privileged := {"pull_request_target", "workflow_run", "issue_comment"}

_place(step) := ["with", "ref"] if {
	_is_checkout(step)
	regex.match(_head, step["with"].ref)
} else := ["with", "repository"] if {
	_is_checkout(step)
	regex.match(_head, step["with"].repository)
} else := ["run"] if {
	regex.match(_head_command, step.run)
}

_is_checkout(step) if pipeline.is_action(step.uses, {"actions/checkout"})

_head := concat("", [
	`github\.event\.pull_request\.(?:head\.(?:sha|ref|label|repo\.full_name)|merge_commit_sha|number)|github\.head_ref`,
	`|github\.event\.workflow_run\.(?:head_(?:sha|branch|commit|repository)|pull_requests)|refs/pull/|\bpull/\$\{\{`,
	`|github\.event\.number|outputs\.[\w-]*head[\w-]*`,
])

_head_command := concat("", [
	`(?m)\b(?:gh|hub)\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b[^\n]*\bpull/`,
	`|\bgit\s+(?:checkout|switch|merge|reset|pull)\b[^\n]*\$\{\{\s*github\.(?:event\.pull_request\.head|event\.workflow_run\.head|head_ref)`,
])

# runs_code holds where a step runs what stands in the working directory: build tools, scripts, actions of the
# repository itself.
runs_code(item, checkout) if {
	item.index > checkout.index
	regex.match(_tool, item.step.run)
}

runs_code(item, checkout) if {
	item.index == checkout.index
	[_, behind] := split(replace(item.step.run, "gh pr checkout", "git fetch pull/"), "pull/")
	regex.match(_tool, behind)
}

runs_code(item, checkout) if {
	item.index > checkout.index
	startswith(item.step.uses, "./")
}

runs_code(item, checkout) if {
	item.index > checkout.index
	pipeline.is_action(item.step.uses, _builders)
}

# Actions that do what a file of the repository says.
_builders := {
	"bahmutov/npm-install",
	"borales/actions-yarn",
	"cypress-io/github-action",
	"docker/bake-action",
	"docker/build-push-action",
	"goreleaser/goreleaser-action",
	"gradle/gradle-build-action",
	"pre-commit/action",
}

_tool := concat("", [
	`(?m)(?:^|[;&|(]|\b(?:then|do|else|sudo|time|exec|env|xargs|cd\s+\S+\s+&&)\s)\s*(?:[A-Za-z_][A-Za-z0-9_]*=\S*\s+)*`,
	`(?:npm\s+(?:ci|i|install|run|test|exec|start|publish|pack|rebuild)\b|npx\s|yarn\b|pnpm\b|bunx?\s|deno\s+(?:run|task|test)\b|node\s+[^-\s]`,
	`|make\b|cmake\b|ninja\b|mvn\b|gradle\b|sbt\b|\.{0,2}/?(?:mvnw|gradlew)\b|\.{1,2}/[\w.-]|(?:ba|z|da)?sh\s+[^-\s<]|source\s|\.\s+[\w./]`,
	`|python[0-9.]*\s+(?:-m\s+)?[^-\s]|pip[0-9.]*\s+install\b|poetry\b|uvx?\s|tox\b|nox\b|pytest\b|pre-commit\b`,
	`|go\s+(?:test|run|generate|build|install|vet|tool)\b|mage\b|cargo\b|bundle\b|rake\b|ruby\s+[^-\s]|composer\b|php\s+[^-\s]|dotnet\b|mix\b|swift\b`,
	`|docker(?:-compose|\s+(?:build|buildx|compose|bake))\b|terraform\b|terragrunt\b|tofu\b|pulumi\b|cdk\b|bazel(?:isk)?\b|just\b|task\b|ansible-playbook\b)`,
])

# for_own_people holds where a condition of a step, its job or a job before it lets nobody else get there.
for_own_people(item) if {
	some text in _conditions(item)
	_keeps_strangers_out(text)
}

# _guarded holds where somebody decides before it runs, or only the repository's own people get there.
_guarded(item) if for_own_people(item)

_guarded(item) if item.job.environment

_guarded(item) if {
	some need in _needed(item)
	need.environment
}

# Only what somebody labelled, who has to have the right to.
_guarded(item) if item.resource.object.on.pull_request_target.types == ["labeled"]

# A step before it, or in a job before it, asks who that is.
_guarded(item) if {
	some index, step in item.job.steps
	index < item.index
	_asks_who(step)
}

_guarded(item) if {
	some need in _needed(item)
	some step in need.steps
	_asks_who(step)
}

_conditions(item) := [text |
	some holder in array.concat([item.step, item.job], _needed(item))
	text := object.get(holder, "if", null)
	is_string(text)
]

_needed(item) := [item.resource.object.jobs[name] | some name in _names(item.job.needs)]

_names(needs) := needs if is_array(needs)

_names(needs) := [needs] if is_string(needs)

_keeps_strangers_out(text) if {
	regex.match(_guard, text)
	not regex.match(`!\s*contains\(\s*github\.event\.(?:pull_request|issue)\.labels`, text)
}

_guard := concat("", [
	`head\.repo\.full_name\s*==|==\s*github\.event\.pull_request\.head\.repo\.full_name|head_repository\.(?:full_name|owner\.login|id)\s*==`,
	`|head\.repo\.owner\.login\s*==|!\s*github\.event\.(?:pull_request\.head|workflow_run\.head_repository)\S*\.?fork`,
	`|\.fork\s*(?:==\s*false|!=\s*true)|author_association|(?:github\.(?:actor|triggering_actor)|user\.login|sender\.login)\s*==`,
	`|contains\([^)]*(?:github\.actor|user\.login|sender\.login)\s*\)|labels\.\*\.name|event\.label\.name|event\.action\s*==\s*'labeled'`,
	`|workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release|merge_group)'|workflow_run\.event\s*!=\s*'pull_request'`,
])

_asks_who(step) if regex.match(_who, json.marshal(step))

_who := `(?i)getCollaboratorPermissionLevel|/permission\b|check-(?:user-)?permission|author_association|teams?-?memberships?|isTeamMember|is-organi[sz]ation-member|/collaborators/`
