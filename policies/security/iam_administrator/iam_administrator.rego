# METADATA
# title: No administrator policy
# description: No IAM policy allows everything on everything, and nothing is attached to AWS's policy for administrators.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# scope: package
# custom:
#   id: SEC-030
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [iam_identity_policy, iam_attachment, data.aws_iam_policy_document]
#   reads: ["aws_iam_policy:/policy", "aws_iam_role_policy:/policy", "aws_iam_user_policy:/policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: [SEC-031, CHG-016]
#   peers: [CKV_AWS_62, CKV_AWS_63, CKV_AWS_274]
#   tags: [iam]
package security.iam_administrator

import data.lib.iam
import data.lib.value

findings contains finding if {
	some policy in _policies
	policy.text != ""
	not policy.text in _document_texts
	finding := _finding("administrator", policy.resource, policy.path, {"policy": policy.resource.address})
}

# Where a policy's text is a document of this root, the statement is the place to look at.
findings contains finding if {
	some document in _documents
	_used(document)
	some statement in document.statements
	finding := _finding("administrator", document.resource, statement.path, {"policy": document.resource.address})
}

findings contains finding if {
	some attachment in _attachments
	iam.administrator_arn(attachment.arn)
	finding := _finding("attached", attachment.resource, attachment.path, {"attachment": attachment.resource.address})
}

findings contains finding if {
	some policy in _unread
	count(_document_resources) == 0
	finding := _open(policy.resource, policy.path)
}

findings contains finding if {
	count(_unread) > 0
	some document in _document_resources
	some statement in iam.document_statements(document)
	doubt := _doubt(statement)
	finding := _open(document, array.concat(statement.path, [doubt]))
}

_finding(message, resource, path, arguments) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": arguments,
}

_open(resource, path) := object.union(_finding("unknown", resource, path, {"policy": resource.address}), {"kind": "open"})

_places := [{"resource": resource, "path": path} |
	some resource in input.resources
	some path in iam.grant_paths(resource)
]

_policies := [object.union(place, {"text": text}) |
	some place in _places
	text := _administrating(iam.statements(place.resource, place.path))
]

_unread := [place |
	some place in _places
	value.unknown(place.resource, place.path)
]

_document_resources := [resource |
	some resource in input.resources
	resource.type == iam.document_type
]

_documents := [{"resource": resource, "statements": statements, "text": _administrating(statements)} |
	some resource in _document_resources
	statements := [statement |
		some statement in iam.document_statements(resource)
		iam.administrates(statement)
	]
	count(statements) > 0
]

_document_texts := [document.text | some document in _documents]

# A document may be for something else, such as a limit of what an organisation allows; it counts where a policy of
# this root says the same, or may say it.
_used(_) if count(_unread) > 0

_used(document) if document.text in [policy.text | some policy in _policies]

# _administrating is the text of the statements that administrate, "" without any: equal for equal statements.
_administrating(statements) := concat("\n", sort([text |
	some statement in statements
	iam.administrates(statement)
	text := json.marshal([sort(statement.actions), sort(statement.not_actions), sort(statement.resources)])
]))

_attachments := array.concat(_attached, _managed)

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

# What a statement lacks to be told: its actions where it is about everything, its resources where it allows everything.
_doubt(statement) := "actions" if {
	_may_administrate(statement)
	"actions" in statement.unknown
	not iam.every_action(statement)
	_every_resource_or_unknown(statement)
}

_doubt(statement) := "resources" if {
	_may_administrate(statement)
	"resources" in statement.unknown
	not iam.every_resource(statement)
	iam.every_action(statement)
}

_may_administrate(statement) if {
	statement.allow
	iam.for_an_identity(statement)
}

_every_resource_or_unknown(statement) if iam.every_resource(statement)

_every_resource_or_unknown(statement) if "resources" in statement.unknown
