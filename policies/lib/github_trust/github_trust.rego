# METADATA
# title: What of GitHub a role trusts
# description: |
#   Judges a statement of a trust policy, as data.lib.iam lists them, by which workflows of GitHub Actions it lets in.
#   The subject is repo:OWNER/REPOSITORY:…, unless the organisation puts it together otherwise.
# scope: package
package lib.github_trust

_host := "token.actions.githubusercontent.com"

# problem is the message and its arguments for a statement that lets in too much, undefined for every other one.
problem(statement) := {"message": "no_subject", "arguments": {}} if {
	_of_github(statement)
	_subjects(statement) == []
	not _claimed(statement)
}

# Conditions hold together: one that is narrow is enough. Values of one condition are alternatives: the widest counts.
problem(statement) := {"message": _messages[rank], "arguments": {"subject": subject}} if {
	_of_github(statement)
	not _claimed(statement)
	subjects := _subjects(statement)
	count(subjects) > 0
	widest := [found |
		some condition in subjects
		found := _widest(condition)
	]
	count(widest) == count(subjects)
	[rank, subject] := sort(widest)[0]
}

_of_github(statement) if {
	statement.allow
	some principal in statement.principals
	principal.type == "Federated"
	contains(principal.id, _host)
}

# The principal may be known only later; the claims say whose they are.
_of_github(statement) if {
	statement.allow
	"principals" in statement.unknown
	some condition in statement.conditions
	startswith(condition.variable, _host)
}

_subjects(statement) := [condition |
	some condition in statement.conditions
	startswith(condition.variable, _host)
	endswith(condition.variable, ":sub")
	_restricts(condition.test)
]

_restricts(test) if regex.match(`^(forall?values:|foranyvalue:)?string(equals|like|equalsignorecase)(ifexists)?$`, test)

# Claims that name a repository or a workflow exactly, which AWS knows since 2026.
_claimed(statement) if {
	some condition in statement.conditions
	startswith(condition.variable, _host)
	regex.match(`:(repository|repository_id|job_workflow_ref)$`, condition.variable)
	_restricts(condition.test)
	count(condition.values) > 0
	count([entry | some entry in condition.values; regex.match(`^[^/]*[*?]`, entry)]) == 0
}

# The widest of the subjects that a condition takes, with its rank: 0 is the widest.
_widest(condition) := sort([[rank, subject] |
	some subject in condition.values
	is_string(subject)
	some rank in _ranks(condition.test, subject)
])[0]

_messages := ["any_owner", "any_repository", "any_ref"]

# Only "like" knows wildcards; an asterisk of "equals" is one that no subject has.
_ranks(test, subject) := [rank |
	contains(test, "like")
	some rank, pattern in _patterns
	regex.match(pattern, subject)
]

# These match from the widest on: a wildcard in the owner or before it; in the repository; instead of a branch, a tag or
# an environment. A subject that begins with a claim that everybody can set in their own repository is of any owner.
_patterns := [
	`^(\*|\?|repo:[^/]*[*?]|[^:]*[*?]|(ref|environment|workflow|context|actor|event_name|head_ref|base_ref|runner_environment):)`,
	`^repo:[^/*?]+/[^:]*[*?]`,
	`^repo:[^/*?]+/[^:*?]+:(\*|environment:\*|ref:\*|ref:refs/\*|ref:refs/heads/\*)$`,
]
