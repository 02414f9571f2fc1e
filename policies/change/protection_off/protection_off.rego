# METADATA
# title: Protection of data stays on
# description: A change does not switch off what keeps data from being deleted, or what keeps a copy of it.
# scope: package
# custom:
#   id: CHG-018
#   severity: critical
#   enforcement: {production: review, elsewhere: confirm}
#   scope: change
#   kinds: ["aws_*", module]
#   reads:
#     - "aws_db_instance:/deletion_protection"
#     - "aws_db_instance:/skip_final_snapshot"
#     - "aws_s3_bucket:/force_destroy"
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_293]
#   tags: []
package change.protection_off

import data.lib.change
import data.lib.setting
import data.lib.value

findings contains finding if {
	some guard in _guarded
	_protected(guard, guard.item.before)
	_unprotected(guard, guard.item.after)
	finding := {
		"messageId": guard.message,
		"subject": guard.item.id,
		"path": guard.path,
		"arguments": {"address": guard.item.address, "setting": _dotted(guard.path)},
		"fix": {"op": _operation(guard), "path": guard.path, "value": _protecting(guard)},
	}
}

findings contains finding if {
	some guard in _guarded
	change.became_unknown(guard.item, guard.path)
	_protected(guard, guard.item.before)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": guard.item.id,
		"path": guard.path,
		"arguments": {"address": guard.item.address, "setting": _dotted(guard.path)},
	}
}

_guarded := [object.union(guard, {"item": item}) |
	some item in input.changes
	change.edits(item)
	not change.read_as_resource(item)
	some guard in array.concat(object.get(_guards, item.type, []), _everywhere)
]

# `safe` are the values that protect; `absent` says whether leaving the value out protects.
_on(path) := {"message": "switched_off", "path": path, "safe": [true, "true"], "absent": false}

_off(path, message) := {"message": message, "path": path, "safe": [false, "false"], "absent": true}

_everywhere := [{"message": "switched_off", "path": ["lifecycle", 0, "prevent_destroy"], "safe": [true, "true"], "absent": false}]

_deletion_protection := _on(["deletion_protection"])

_final_snapshot := _off(["skip_final_snapshot"], "no_final_snapshot")

_backups := {"message": "no_backups", "path": ["backup_retention_period"], "safe": "positive", "absent": true}

_force_destroy := _off(["force_destroy"], "deleted_with_content")

# Modules may protect by default: whoever writes `false` where nothing was written means to switch that off.
_protected_unless_off := {"message": "switched_off", "path": ["deletion_protection"], "safe": [true, "true"], "absent": true}

_guards := {
	"aws_db_instance": [_deletion_protection, _final_snapshot, _backups],
	"aws_rds_cluster": [_deletion_protection, _final_snapshot],
	"aws_rds_global_cluster": [_deletion_protection],
	"aws_docdb_cluster": [_deletion_protection, _final_snapshot],
	"aws_neptune_cluster": [_deletion_protection, _final_snapshot],
	"aws_redshift_cluster": [_final_snapshot],
	"aws_dynamodb_table": [_on(["deletion_protection_enabled"]), _on(["point_in_time_recovery", 0, "enabled"])],
	"aws_cognito_user_pool": [{"message": "switched_off", "path": ["deletion_protection"], "safe": ["ACTIVE"], "absent": false}],
	"aws_eks_cluster": [_deletion_protection],
	"aws_lb": [_on(["enable_deletion_protection"])],
	"aws_alb": [_on(["enable_deletion_protection"])],
	"aws_instance": [_on(["disable_api_termination"])],
	"aws_s3_bucket": [_force_destroy, _on(["versioning", 0, "enabled"]), _on(["versioning"])],
	"aws_s3_bucket_versioning": [{"message": "switched_off", "path": ["versioning_configuration", 0, "status"], "safe": ["Enabled"], "absent": false}],
	"aws_route53_zone": [_force_destroy],
	"aws_ecr_repository": [_off(["force_delete"], "deleted_with_content"), _protected_unless_off],
	"module": [_protected_unless_off, _final_snapshot, _force_destroy],
	"aws_backup_vault": [_force_destroy],
	"aws_efs_file_system": [{"message": "switched_off", "path": ["protection", 0, "replication_overwrite"], "safe": ["ENABLED"], "absent": true}],
}

_protected(guard, side) if {
	found := value.get(side, guard.path)
	_safe(guard, found)
}

_protected(guard, side) if {
	guard.absent
	value.absent(side, guard.path)
}

_unprotected(guard, side) if {
	found := value.get(side, guard.path)
	not is_array(found)
	not _safe(guard, found)
}

_unprotected(guard, side) if {
	not guard.absent
	value.absent(side, guard.path)
}

_safe(guard, found) if {
	is_array(guard.safe)
	found in guard.safe
}

_safe(guard, found) if {
	guard.safe == "positive"
	setting.number(found) > 0
}

default _operation(_) := "add"

_operation(guard) := "replace" if value.get(guard.item.after, guard.path) != null

# What protects, or as long as backups were kept before.
_protecting(guard) := guard.safe[0] if is_array(guard.safe)

_protecting(guard) := kept if {
	guard.safe == "positive"
	kept := setting.number(value.get(guard.item.before, guard.path))
} else := 7 if guard.safe == "positive"

_dotted(path) := concat(".", [step | some step in path; is_string(step)])
