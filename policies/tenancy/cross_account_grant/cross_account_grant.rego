# METADATA
# title: Nothing shared outside of the registry
# description: A policy of a bucket, key, image repository, topic, queue or secret lets in only accounts that the configuration knows.
# scope: package
# custom:
#   id: TEN-025
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: root
#   kinds: [aws_s3_bucket, aws_s3_bucket_policy, aws_kms_key, aws_kms_key_policy, aws_ecr_repository_policy, aws_sns_topic, aws_sns_topic_policy, aws_sqs_queue, aws_sqs_queue_policy, aws_secretsmanager_secret, aws_secretsmanager_secret_policy, data.aws_iam_policy_document, provider.aws]
#   reads: ["aws_s3_bucket_policy:/policy"]
#   needs: [file, registry]
#   facts: [accounts]
#   parameters:
#     trustedAccounts:
#       description: Accounts beside those of tenants and environments, such as a vendor's.
#       type: array
#       items: {type: string}
#       default: []
#   supersedes: []
#   peers: [CKV_AWS_385]
#   tags: []
package tenancy.cross_account_grant

import data.lib.aws_account
import data.lib.iam
import data.lib.parameter

findings contains finding if {
	some item in _grants
	some principal in _accounts(item.statement)
	not _said_by_document(item, principal)
	finding := {
		"messageId": "outside",
		"subject": item.resource.id,
		"path": item.statement.path,
		"arguments": {"policy": item.resource.address, "principal": principal},
	}
}

findings contains finding if {
	_registered
	some resource in input.resources
	resource.type in _types
	count(iam.unreadable(resource, ["policy"])) > 0
	count(_documents) == 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": iam.unreadable(resource, ["policy"])[0],
		"arguments": {"policy": resource.address},
	}
}

# While no account is registered, none is outside. The table has only accounts that this root names.
_registered if count(input.facts.accounts) > 0

_types := {
	"aws_s3_bucket", "aws_s3_bucket_policy", "aws_kms_key", "aws_kms_key_policy", "aws_ecr_repository_policy",
	"aws_sns_topic", "aws_sns_topic_policy", "aws_sqs_queue", "aws_sqs_queue_policy",
	"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy",
}

_grants := array.concat(
	[{"resource": resource, "statement": statement} |
		_registered
		some resource in input.resources
		resource.type in _types
		some statement in iam.statements(resource, ["policy"])
		statement.allow
	],
	_documents,
)

_documents := [{"resource": resource, "statement": statement} |
	_registered
	some resource in input.resources
	some statement in iam.document_statements(resource)
	statement.allow
	not _trust(statement)
]

# Who may take a role is another question.
_trust(statement) if {
	some action in statement.actions
	startswith(action, "sts:")
}

_accounts(statement) := [principal.id |
	some principal in statement.principals
	lower(principal.type) == "aws"
	account := aws_account.of(principal.id)
	input.facts.accounts[account].registered == false
	not account in _own
	not account in parameter.value("TEN-025", "trustedAccounts")
	not account in _load_balancers
]

_own := [account |
	some resource in input.resources
	resource.type == "provider.aws"
	some account, _ in input.facts.accounts
	contains(json.marshal(resource.object), account)
]

# Accounts of AWS itself, from which load balancers write their logs.
_load_balancers := {
	"127311923021", "033677994240", "027434742980", "797873946194", "985666609251", "054676820928",
	"156460612806", "652711504416", "009996457667", "897822967062", "754344448648", "582318560864",
	"600734575887", "383597477331", "114774131450", "783225319266", "718504428378", "507241528517",
}

# Where a policy's text is a document of this root, the document says it.
_said_by_document(item, principal) if {
	item.resource.type != iam.document_type
	some other in _documents
	principal in _accounts(other.statement)
}
