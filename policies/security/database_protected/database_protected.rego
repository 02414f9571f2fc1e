# METADATA
# title: Database backed up and protected from deletion
# description: Databases keep automated backups, and those that live for long cannot be deleted by accident.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
# scope: package
# custom:
#   id: SEC-040
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   messageEnforcement:
#     deletable: {production: advise, elsewhere: "off"}
#   scope: resource
#   kinds: [aws_db_instance, aws_rds_cluster, aws_docdb_cluster, aws_neptune_cluster]
#   reads: ["aws_db_instance:/backup_retention_period", "aws_db_instance:/deletion_protection", "aws_rds_cluster:/deletion_protection"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_133, CKV_AWS_293, CKV_AWS_139]
#   tags: []
package security.database_protected

import data.lib.setting
import data.lib.value

findings contains finding if {
	some database in _databases
	setting.off(value.get(database, _protection))
	finding := object.union(_finding("deletable", database, _protection), {"fix": {"op": "replace", "path": _protection, "value": true}})
}

findings contains finding if {
	some database in _databases
	value.absent(database, _protection)
	finding := object.union(_finding("deletable", database, _protection), {"fix": {"op": "add", "path": _protection, "value": true}})
}

findings contains finding if {
	some database in _databases
	setting.number(value.get(database, _backups)) == 0
	finding := _finding("no_backups", database, _backups)
}

# Clusters keep one day unless they are told otherwise, instances none.
findings contains finding if {
	some database in _databases
	database.type == "aws_db_instance"
	value.absent(database, _backups)
	not _restored(database)
	finding := _finding("no_backups", database, _backups)
}

findings contains finding if {
	some database in _databases
	some path in [_protection, _backups]
	value.unknown(database, path)
	finding := object.union(_finding("unknown", database, path), {"kind": "open"})
}

_finding(message, database, path) := {
	"messageId": message,
	"subject": database.id,
	"path": path,
	"arguments": {"database": database.address},
}

_protection := ["deletion_protection"]

_backups := ["backup_retention_period"]

# What lives for hours is deleted on purpose, and a replica can be made again.
_databases := [resource |
	some resource in input.resources
	resource.type in ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"]
	object.get(resource, ["environment", "ephemeral"], false) == false
	value.absent(resource, ["replicate_source_db"])
]

# What is restored keeps the setting of its source.
_restored(database) if {
	some argument in ["snapshot_identifier", "restore_to_point_in_time"]
	not value.absent(database, [argument])
}
