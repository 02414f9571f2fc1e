# METADATA
# title: Database not reachable from the internet
# description: No database instance has a public address.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# scope: package
# custom:
#   id: SEC-038
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [aws_db_instance, aws_rds_cluster_instance]
#   reads: ["/publicly_accessible"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_17, AWS-0180]
#   tags: []
package security.rds_public

import data.lib.setting
import data.lib.value

findings contains finding if {
	some database in _databases
	setting.on(value.get(database, _path))
	finding := {
		"messageId": "public",
		"subject": database.id,
		"path": _path,
		"arguments": {"database": database.address},
		"fix": {"op": "replace", "path": _path, "value": false},
	}
}

findings contains finding if {
	some database in _databases
	value.unknown(database, _path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": database.id,
		"path": _path,
		"arguments": {"database": database.address},
	}
}

_path := ["publicly_accessible"]

_databases := [resource |
	some resource in input.resources
	resource.type in {"aws_db_instance", "aws_rds_cluster_instance"}
]
