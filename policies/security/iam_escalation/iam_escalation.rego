# METADATA
# title: No way to more rights in IAM
# description: No IAM policy lets its holder give rights to anybody, change any policy, or hand any role to a service.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
# scope: package
# custom:
#   id: SEC-031
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [iam_identity_policy, iam_attachment, data.aws_iam_policy_document]
#   reads: ["aws_iam_policy:/policy", "aws_iam_role_policy:/policy", "aws_iam_user_policy:/policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: [CHG-016]
#   peers: [CKV_AWS_286, AWS-0342]
#   tags: [iam]
package security.iam_escalation

import data.lib.iam
import data.lib.iam_change
import data.lib.iam_grant
import data.lib.iam_place
import data.lib.value

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	actions := _escalating(said.statement)
	count(actions) > 0
	finding := _finding("more_rights", said.resource, said.statement.path, {"actions": concat(", ", actions)})
}

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	_passes_any_role(said.statement)
	finding := _finding("pass_role", said.resource, said.statement.path, {})
}

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	_rewrites_any_function(said.statement)
	finding := _finding("function_code", said.resource, said.statement.path, {})
}

findings contains finding if {
	some attachment in array.concat(_attached, _managed)
	regex.match(`^arn:aws[a-z-]*:iam::aws:policy/IAMFullAccess$`, attachment.arn)
	finding := _finding("attached", attachment.resource, attachment.path, {"arn": attachment.arn})
}

findings contains finding if {
	some place in _places
	some path in array.concat(iam.unreadable(place.resource, place.path), _doubts(place))
	finding := object.union(_finding("unknown", place.resource, path, {}), {"kind": "open"})
}

_finding(message, resource, path, more) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": object.union({"policy": resource.address}, more),
}

# Who has one of these on everything takes every right there is: they give a policy to somebody, change one that
# somebody has, make a way in as somebody else, or let themselves into a role.
_ways := [
	"iam:attachgrouppolicy", "iam:attachrolepolicy", "iam:attachuserpolicy", "iam:putgrouppolicy", "iam:putrolepolicy",
	"iam:putuserpolicy", "iam:createpolicyversion", "iam:setdefaultpolicyversion", "iam:addusertogroup",
	"iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile", "iam:updateassumerolepolicy",
]

# The first that a statement allows, as it writes them: "iam:*" stands for all of them.
_escalating(statement) := [action |
	some action in statement.actions
	_reaches_iam(action)
	_covers_way(action)
] if {
	_wide(statement)
	not _bounded(statement)
}

_reaches_iam(action) if startswith(action, "iam:")

_reaches_iam(action) if iam_grant.is_every_action(action)

_covers_way(action) if {
	some way in _ways
	iam_change.covers(action, way)
}

_passes_any_role(statement) if {
	_wide(statement)
	not _passed_to_named(statement)
	not _bounded(statement)
	count(_escalating(statement)) == 0
	some action in statement.actions
	_reaches_iam(action)
	iam_change.covers(action, "iam:passrole")
}

# Code that replaces the code of a function runs with its role; of which function does not matter to who wants a role.
_rewrites_any_function(statement) if {
	_concerns(statement)
	some action in statement.actions
	startswith(action, "lambda:")
	iam_change.covers(action, "lambda:updatefunctioncode")
	some resource in statement.resources
	_every_function(resource)
	not _tied(statement)
}

_every_function(resource) if iam_grant.is_every_resource(resource)

_every_function(resource) if regex.match(`^arn:[^:]*:lambda:[^:]*:[^:]*:(\*+|function:\*+)$`, resource)

# A condition on the tags of a function, or one that is not known, may leave few of them.
_tied(statement) if {
	some condition in statement.conditions
	startswith(condition.variable, "aws:resource")
}

_tied(statement) if "condition" in statement.unknown

# Everything, every role or user, or everything but something.
_wide(statement) if {
	_concerns(statement)
	some resource in statement.resources
	_every_holder(resource)
}

_wide(statement) if {
	_concerns(statement)
	count(statement.not_resources) > 0
}

_concerns(statement) if {
	statement.allow
	iam_grant.for_an_identity(statement)
	not iam_grant.administrates(statement)
}

_every_holder(resource) if iam_grant.is_every_resource(resource)

_every_holder(resource) if regex.match(`^arn:[^:]*:iam:[^:]*:[^:]*:(\*+|(role|user|group|policy)/\*+)$`, resource)

# What AWS recommends for those who may make roles: only with a boundary. A condition that is not known may be that.
_bounded(statement) if {
	some condition in statement.conditions
	condition.variable in ["iam:permissionsboundary", "iam:policyarn"]
	not contains(condition.test, "not")
	not contains(condition.test, "null")
}

_bounded(statement) if "condition" in statement.unknown

_passed_to_named(statement) if {
	some condition in statement.conditions
	condition.variable in ["iam:passedtoservice", "iam:associatedresourcearn"]
	not "*" in condition.values
}

_places := [{"resource": resource, "path": path} |
	some resource in input.resources
	some path in iam.grant_paths(resource)
]

_policies := [{"resource": place.resource, "statements": statements} |
	some place in _places
	statements := _told(iam.statements(place.resource, place.path))
	count(statements) > 0
]

_documents := [{"resource": resource, "statements": statements} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := _told(iam.document_statements(resource))
	count(statements) > 0
]

_told(statements) := [statement | some statement in statements; _leads_on(statement)]

_leads_on(statement) if count(_escalating(statement)) > 0

_leads_on(statement) if _passes_any_role(statement)

_leads_on(statement) if _rewrites_any_function(statement)

# Of a statement on everything it matters what it allows; that a resource is only known later says that it is named.
_doubts(place) := [array.concat(statement.path, ["Action"]) |
	some statement in iam.statements(place.resource, place.path)
	"actions" in statement.unknown
	_wide(statement)
	not _leads_on(statement)
]

_attached := [{"resource": resource, "path": ["policy_arn"], "arn": arn} |
	some resource in input.resources
	resource.type in iam.attachment_types
	arn := value.get(resource, ["policy_arn"])
	is_string(arn)
]

_managed := [{"resource": resource, "path": ["managed_policy_arns", index], "arn": arn} |
	some resource in input.resources
	resource.type == "aws_iam_role"
	some index, arn in value.get(resource, ["managed_policy_arns"])
	is_string(arn)
]
