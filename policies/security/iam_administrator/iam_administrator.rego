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
import data.lib.iam_grant
import data.lib.value

findings contains finding if {
	some policy in _policies
	not policy.text in _document_texts
	some statement in policy.statements
	finding := _finding("administrator", policy.resource, statement.path, {"policy": policy.resource.address})
}

# Where a policy's text is a document of this root, the statement there is the place to look at.
findings contains finding if {
	some document in _documents
	document.text in [policy.text | some policy in _policies]
	some statement in document.statements
	finding := _finding("administrator", document.resource, statement.path, {"policy": document.resource.address})
}

findings contains finding if {
	some attachment in array.concat(_attached, _managed)
	iam_grant.administrator_arn(attachment.arn)
	finding := _finding("attached", attachment.resource, attachment.path, {"attachment": attachment.resource.address})
}

findings contains finding if {
	some place in _places
	some path in array.concat(iam.unreadable(place.resource, place.path), _doubts(place))
	finding := object.union(
		_finding("unknown", place.resource, path, {"policy": place.resource.address}),
		{"kind": "open"},
	)
}

_finding(message, resource, path, arguments) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": arguments,
}

_places := [{"resource": resource, "path": path} |
	some resource in input.resources
	some path in iam.grant_paths(resource)
]

_policies := [{"resource": place.resource, "statements": statements, "text": _text(statements)} |
	some place in _places
	statements := _administrating(iam.statements(place.resource, place.path))
	count(statements) > 0
]

_documents := [{"resource": resource, "statements": statements, "text": _text(statements)} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := _administrating(iam.document_statements(resource))
	count(statements) > 0
]

_document_texts := [document.text | some document in _documents]

_administrating(statements) := [statement |
	some statement in statements
	iam_grant.administrates(statement)
]

# Equal for statements that say the same, however they are written.
_text(statements) := concat("\n", sort([text |
	some statement in statements
	text := json.marshal([sort(statement.actions), sort(statement.not_actions), sort(statement.resources)])
]))

_doubts(place) := [array.concat(statement.path, [_keys[name]]) |
	some statement in iam.statements(place.resource, place.path)
	some name in iam_grant.doubts(statement)
]

_keys := {"actions": "Action", "resources": "Resource"}

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
