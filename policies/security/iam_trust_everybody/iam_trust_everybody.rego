# METADATA
# title: Role not for everybody
# description: No role can be taken by whoever has an AWS account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
# scope: package
# custom:
#   id: SEC-032
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [aws_iam_role, data.aws_iam_policy_document]
#   reads: ["aws_iam_role:/assume_role_policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: [CHG-016]
#   peers: [CKV_AWS_60]
#   tags: [iam]
package security.iam_trust_everybody

import data.lib.iam
import data.lib.iam_grant
import data.lib.iam_place

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	finding := _finding("everybody", said.resource, said.statement.path)
}

findings contains finding if {
	some role in _roles
	some path in array.concat(iam.unreadable(role, _trust), _doubts(role))
	finding := object.union(_finding("unknown", role, path), {"kind": "open"})
}

_finding(message, role, path) := {
	"messageId": message,
	"subject": role.id,
	"path": path,
	"arguments": {"role": role.address},
}

_trust := ["assume_role_policy"]

_roles := [resource | some resource in input.resources; resource.type == "aws_iam_role"]

_policies := [{"resource": role, "statements": statements} |
	some role in _roles
	statements := _opening(iam.statements(role, _trust))
	count(statements) > 0
]

_documents := [{"resource": resource, "statements": statements} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := _opening(iam.document_statements(resource))
	count(statements) > 0
]

_opening(statements) := [statement |
	some statement in statements
	_for_everybody(statement)
	not "condition" in statement.unknown
]

# A condition that is unknown may tie everybody to an organisation.
_doubts(role) := [array.concat(statement.path, ["Condition"]) |
	some statement in iam.statements(role, _trust)
	_for_everybody(statement)
	"condition" in statement.unknown
]

_for_everybody(statement) if {
	statement.allow
	iam_grant.everybody(statement)
	not iam_grant.restricted(statement)
	_takes(statement)
}

_takes(statement) if {
	some action in statement.actions
	regex.match(`^(\*|sts:(\*|a.*))$`, action)
}

_takes(statement) if count(statement.not_actions) > 0

_takes(statement) if "actions" in statement.unknown
