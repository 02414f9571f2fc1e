# METADATA
# title: GitHub trusted by repository
# description: A role that GitHub Actions can take names the owner and the repository, and best the branch or the environment.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/oidc#configuring-the-oidc-trust-with-the-cloud
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# scope: package
# custom:
#   id: SEC-033
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   messageEnforcement:
#     any_repository: {production: review, elsewhere: advise}
#     any_ref: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [aws_iam_role, data.aws_iam_policy_document]
#   reads: ["aws_iam_role:/assume_role_policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: [CHG-016]
#   peers: [CKV_AWS_358, CKV_AWS_393]
#   tags: [iam]
package security.github_subject

import data.lib.github_trust
import data.lib.iam
import data.lib.iam_place

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	found := github_trust.problem(said.statement)
	finding := _finding(found.message, said.resource, said.statement.path, found.arguments)
}

findings contains finding if {
	some role in _roles
	some path in array.concat(iam.unreadable(role, _trust), _doubts(role))
	finding := object.union(_finding("unknown", role, path, {}), {"kind": "open"})
}

_finding(message, role, path, more) := {
	"messageId": message,
	"subject": role.id,
	"path": path,
	"arguments": object.union({"role": role.address}, more),
}

_trust := ["assume_role_policy"]

_roles := [resource | some resource in input.resources; resource.type == "aws_iam_role"]

_policies := [{"resource": role, "statements": statements} |
	some role in _roles
	statements := _told(iam.statements(role, _trust))
	count(statements) > 0
]

_documents := [{"resource": resource, "statements": statements} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := _told(iam.document_statements(resource))
	count(statements) > 0
]

_told(statements) := [statement |
	some statement in statements
	github_trust.problem(statement)
	not "condition" in statement.unknown
]

_doubts(role) := [array.concat(statement.path, ["Condition"]) |
	some statement in iam.statements(role, _trust)
	"condition" in statement.unknown
	github_trust.problem(statement)
]
