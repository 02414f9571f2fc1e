# METADATA
# title: Public access to buckets blocked
# description: A public access block of a bucket or an account leaves no door open, and where the configuration asks for it every bucket has one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# scope: package
# custom:
#   id: SEC-037
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: [aws_s3_bucket, aws_s3_bucket_public_access_block, aws_s3_account_public_access_block]
#   reads:
#     - "aws_s3_bucket_public_access_block:/block_public_acls"
#     - "aws_s3_bucket_public_access_block:/block_public_policy"
#     - "aws_s3_bucket_public_access_block:/ignore_public_acls"
#     - "aws_s3_bucket_public_access_block:/restrict_public_buckets"
#   needs: [file]
#   parameters:
#     blockRequired: {type: boolean, default: false, description: "Whether every bucket needs a block in the same root, although AWS blocks public access to buckets made since April 2023 by itself."}
#   supersedes: []
#   peers: [CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56, CKV2_AWS_6]
#   tags: []
package security.s3_access_block

import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	some block in _blocks
	some name in _settings
	setting.off(value.get(block, [name]))
	finding := object.union(_finding("open_door", block, [name], {"setting": name}), {"fix": {"op": "replace", "path": [name], "value": true}})
}

# What is left out is false.
findings contains finding if {
	some block in _blocks
	some name in _settings
	value.absent(block, [name])
	finding := object.union(_finding("open_door", block, [name], {"setting": name}), {"fix": {"op": "add", "path": [name], "value": true}})
}

findings contains finding if {
	some block in _blocks
	some name in _settings
	value.unknown(block, [name])
	finding := object.union(_finding("unknown", block, [name], {"setting": name}), {"kind": "open"})
}

findings contains finding if {
	parameter.value("SEC-037", "blockRequired") == true
	not _hidden_bucket
	some bucket in input.resources
	bucket.type == "aws_s3_bucket"
	not _blocked(bucket)
	finding := _finding("no_block", bucket, [], {})
}

_finding(message, resource, path, more) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": object.union({"bucket": resource.address}, more),
}

_settings := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

_blocks := [resource |
	some resource in input.resources
	resource.type in ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"]
]

# A block that is for some bucket made in the same change may be for any of them.
_hidden_bucket if {
	some block in _blocks
	value.unknown(block, ["bucket"])
}

_blocked(bucket) if {
	some block in _blocks
	value.get(block, ["bucket"]) == value.get(bucket, ["bucket"])
}

_blocked(_) if {
	some block in _blocks
	block.type == "aws_s3_account_public_access_block"
}

# A module call makes the bucket and its block together.
_blocked(bucket) if {
	some block in _blocks
	contains(bucket.address, ":")
	split(block.address, ":")[0] == split(bucket.address, ":")[0]
}
