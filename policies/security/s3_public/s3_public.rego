# METADATA
# title: Bucket not public
# description: No bucket is open to everybody, by its access control list or by its policy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# scope: package
# custom:
#   id: SEC-036
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [aws_s3_bucket, aws_s3_bucket_acl, aws_s3_bucket_policy, data.aws_iam_policy_document]
#   reads: ["aws_s3_bucket:/acl", "aws_s3_bucket_acl:/acl", "aws_s3_bucket_policy:/policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_20, CKV_AWS_57, CKV_AWS_70]
#   tags: []
package security.s3_public

import data.lib.iam
import data.lib.value

findings contains finding if {
	some bucket in _listed
	acl := value.get(bucket, ["acl"])
	acl in _public_lists
	finding := object.union(
		_finding("acl", bucket, ["acl"], {"bucket": bucket.address, "acl": acl}),
		{"fix": {"op": "replace", "path": ["acl"], "value": "private"}},
	)
}

findings contains finding if {
	some bucket in _listed
	value.unknown(bucket, ["acl"])
	finding := object.union(_finding("unknown_acl", bucket, ["acl"], {"bucket": bucket.address}), {"kind": "open"})
}

findings contains finding if {
	some grantee in _grantees
	endswith(value.get(grantee.bucket, grantee.path), _public_groups[_])
	finding := _finding("grant", grantee.bucket, grantee.path, {"bucket": grantee.bucket.address})
}

findings contains finding if {
	some policy in _policies
	policy.text != ""
	not policy.text in _document_texts
	finding := _finding("policy", policy.resource, ["policy"], {"bucket": policy.resource.address})
}

findings contains finding if {
	some document in _documents
	_used(document)
	some statement in document.statements
	finding := _finding("policy", document.resource, statement.path, {"bucket": document.resource.address})
}

findings contains finding if {
	some bucket in _unread
	count(_bucket_documents) == 0
	finding := object.union(_finding("unknown_policy", bucket, ["policy"], {"bucket": bucket.address}), {"kind": "open"})
}

_finding(message, resource, path, arguments) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": arguments,
}

_public_lists := {"public-read", "public-read-write", "authenticated-read"}

_public_groups := ["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers"]

_listed := [resource |
	some resource in input.resources
	resource.type in {"aws_s3_bucket", "aws_s3_bucket_acl"}
]

# Grants name their grantee by the address of a group.
_grantees := [{"bucket": bucket, "path": path} |
	some bucket in _listed
	some path in _grantee_paths(bucket)
	is_string(value.get(bucket, path))
]

_grantee_paths(bucket) := [["grant", index, "uri"] |
	some index, _ in value.get_or(bucket, ["grant"], [])
] if {
	bucket.type == "aws_s3_bucket"
}

_grantee_paths(bucket) := [["access_control_policy", 0, "grant", index, "grantee", 0, "uri"] |
	some index, _ in value.get_or(bucket, ["access_control_policy", 0, "grant"], [])
] if {
	bucket.type == "aws_s3_bucket_acl"
}

_holders := [resource |
	some resource in input.resources
	resource.type in {"aws_s3_bucket", "aws_s3_bucket_policy"}
]

_policies := [{"resource": resource, "text": _publishing(iam.statements(resource, ["policy"]))} |
	some resource in _holders
]

_unread := [resource |
	some resource in _holders
	value.unknown(resource, ["policy"])
]

# Documents of this root that speak about buckets and name who may use them.
_bucket_documents := [{"resource": resource, "statements": statements} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := [statement |
		some statement in iam.document_statements(resource)
		_about_buckets(statement)
		not iam.for_an_identity(statement)
	]
	count(statements) > 0
]

_documents := [{"resource": document.resource, "statements": statements, "text": _publishing(statements)} |
	some document in _bucket_documents
	statements := [statement | some statement in document.statements; _publishes(statement)]
	count(statements) > 0
]

_document_texts := [document.text | some document in _documents]

_used(_) if count(_unread) > 0

_used(document) if document.text in [policy.text | some policy in _policies]

_publishing(statements) := concat("\n", sort([text |
	some statement in statements
	_publishes(statement)
	text := json.marshal([sort(statement.actions), sort(statement.resources)])
]))

_publishes(statement) if {
	statement.allow
	_for_everybody(statement)
	not iam.restricted(statement)
	not "condition" in statement.unknown
}

_for_everybody(statement) if {
	some principal in statement.principals
	principal.id == "*"
	principal.type in {"*", "AWS"}
}

_for_everybody(statement) if count(statement.not_principals) > 0

_about_buckets(statement) if {
	some action in statement.actions
	regex.match(`^(\*|s3:)`, action)
}
