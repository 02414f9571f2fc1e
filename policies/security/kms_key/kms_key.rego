# METADATA
# title: Keys rotated and not for everybody
# description: Symmetric KMS keys are rotated, and no key policy lets everybody use the key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# scope: package
# custom:
#   id: SEC-041
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [aws_kms_key, aws_kms_external_key, aws_kms_replica_key, aws_kms_key_policy, data.aws_iam_policy_document]
#   reads: ["aws_kms_key:/enable_key_rotation", "aws_kms_key:/policy", "aws_kms_key_policy:/policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_7, CKV_AWS_33]
#   tags: []
package security.kms_key

import data.lib.iam
import data.lib.iam_grant
import data.lib.iam_place
import data.lib.setting
import data.lib.value

findings contains finding if {
	some key in _rotatable
	setting.off(value.get(key, _rotation))
	finding := object.union(_finding("not_rotated", key, _rotation), {"fix": {"op": "replace", "path": _rotation, "value": true}})
}

findings contains finding if {
	some key in _rotatable
	value.absent(key, _rotation)
	finding := object.union(_finding("not_rotated", key, _rotation), {"fix": {"op": "add", "path": _rotation, "value": true}})
}

findings contains finding if {
	some key in _rotatable
	value.unknown(key, _rotation)
	finding := object.union(_finding("unknown", key, _rotation), {"kind": "open"})
}

findings contains finding if {
	some said in iam_place.said(_policies, _documents)
	finding := _finding("everybody", said.resource, said.statement.path)
}

findings contains finding if {
	some holder in _holders
	some path in array.concat(iam.unreadable(holder, ["policy"]), _doubts(holder))
	finding := object.union(_finding("unknown", holder, path), {"kind": "open"})
}

_finding(message, key, path) := {
	"messageId": message,
	"subject": key.id,
	"path": path,
	"arguments": {"key": key.address},
}

_rotation := ["enable_key_rotation"]

# Only symmetric keys whose material AWS makes can be rotated by AWS, and a key that is switched off is not.
_rotatable := [key |
	some key in input.resources
	key.type == "aws_kms_key"
	value.get_or(key, ["customer_master_key_spec"], "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	value.get_or(key, ["key_usage"], "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	value.absent(key, ["custom_key_store_id"])
	not setting.off(value.get_or(key, ["is_enabled"], true))
]

_holders := [resource |
	some resource in input.resources
	resource.type in ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_key_policy"]
]

_policies := [{"resource": holder, "statements": statements} |
	some holder in _holders
	statements := _opening(iam.statements(holder, ["policy"]))
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

# A condition that is unknown may tie everybody to an account.
_doubts(holder) := [array.concat(statement.path, ["Condition"]) |
	some statement in iam.statements(holder, ["policy"])
	_for_everybody(statement)
	"condition" in statement.unknown
]

_for_everybody(statement) if {
	statement.allow
	iam_grant.everybody(statement)
	not iam_grant.restricted(statement)
}
