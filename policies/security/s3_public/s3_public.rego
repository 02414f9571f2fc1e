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
import data.lib.iam_grant
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
	not policy.text in _document_texts
	some statement in policy.statements
	finding := _finding("policy", policy.resource, statement.path, {"bucket": policy.resource.address})
}

# Where a policy's text is a document of this root, the statement there is the place to look at.
findings contains finding if {
	some document in _documents
	document.text in [policy.text | some policy in _policies]
	some statement in document.statements
	finding := _finding("policy", document.resource, statement.path, {"bucket": document.resource.address})
}

findings contains finding if {
	some bucket in _holders
	some path in array.concat(iam.unreadable(bucket, ["policy"]), _doubts(bucket))
	finding := object.union(_finding("unknown_policy", bucket, path, {"bucket": bucket.address}), {"kind": "open"})
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

_policies := [{"resource": resource, "statements": statements, "text": _text(statements)} |
	some resource in _holders
	statements := _publishing(iam.statements(resource, ["policy"]))
	count(statements) > 0
]

_documents := [{"resource": resource, "statements": statements, "text": _text(statements)} |
	some resource in input.resources
	resource.type == iam.document_type
	statements := _publishing(iam.document_statements(resource))
	count(statements) > 0
]

_document_texts := [document.text | some document in _documents]

_publishing(statements) := [statement |
	some statement in statements
	_for_everybody(statement)
	not "condition" in statement.unknown
]

# Equal for statements that say the same, however they are written.
_text(statements) := concat("\n", sort([text |
	some statement in statements
	text := json.marshal([sort(statement.actions), sort(statement.resources)])
]))

# Everybody is let in unless the condition that is unknown ties them to something.
_doubts(bucket) := [array.concat(statement.path, ["Condition"]) |
	some statement in iam.statements(bucket, ["policy"])
	_for_everybody(statement)
	"condition" in statement.unknown
]

_for_everybody(statement) if {
	statement.allow
	not iam_grant.restricted(statement)
	iam_grant.everybody(statement)
}
