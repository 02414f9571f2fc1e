# METADATA
# title: Databases within the maximum
# description: No database has a larger machine, more storage or more room to grow by itself than the organisation allows.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
# scope: package
# custom:
#   id: RES-020
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     storage: {number: value, atMost: max}
#     growth: {number: value, atMost: max}
#     capacity: {number: value, atMost: max}
#   scope: resource
#   kinds: [aws_db_instance, aws_rds_cluster, aws_rds_cluster_instance]
#   reads:
#     - "aws_db_instance:/instance_class"
#     - "aws_db_instance:/allocated_storage"
#     - "aws_db_instance:/max_allocated_storage"
#     - "aws_rds_cluster_instance:/instance_class"
#     - "aws_rds_cluster:/serverlessv2_scaling_configuration/0/max_capacity"
#   needs: [file]
#   parameters:
#     maxSize: {type: [string, "null"], default: null, description: "The largest size of a machine, of whatever family: 4xlarge."}
#     allowedClasses: {type: [array, "null"], items: {type: string}, default: null, description: "Classes that databases may be of, as globs: db.t4g.*, db.r7g.2xlarge."}
#     maxStorageGb: {type: [integer, "null"], minimum: 1, default: null, description: "The most storage of a database, at once or by growing, in GB."}
#     maxCapacityUnits: {type: [number, "null"], minimum: 0.5, default: null, description: "The most capacity units that a serverless database may take."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.rds_within_maximum

import data.lib.instance_size
import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	max := parameter.value("RES-020", "maxSize")
	some database in _databases
	some path in _class_paths[database.type]
	class := value.get(database, path)
	instance_size.units(class) > instance_size.units(max)
	finding := {
		"messageId": "size",
		"subject": database.id,
		"path": path,
		"arguments": {"database": database.address, "class": class, "max": max},
		"measure": json.marshal(instance_size.units(class)),
	}
}

# A class that is too large is not found a second time.
findings contains finding if {
	allowed := parameter.value("RES-020", "allowedClasses")
	some database in _databases
	some path in _class_paths[database.type]
	class := value.get(database, path)
	not _matches(class, allowed)
	not _too_large(class)
	finding := {
		"messageId": "class",
		"subject": database.id,
		"path": path,
		"arguments": {"database": database.address, "class": class, "allowed": allowed},
	}
}

findings contains finding if {
	some ceiling in _ceilings
	wanted := setting.number(value.get(ceiling.resource, ceiling.path))
	wanted > ceiling.max
	finding := object.union(_fix(ceiling), {
		"messageId": ceiling.message,
		"subject": ceiling.resource.id,
		"path": ceiling.path,
		"arguments": {"database": ceiling.resource.address, "value": wanted, "max": ceiling.max},
		"measure": json.marshal(wanted),
	})
}

findings contains finding if {
	some place in array.concat(_ceilings, _class_places)
	some path in open.paths(place.resource, place.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": place.resource.id,
		"path": path,
		"arguments": {"database": place.resource.address},
	}
}

_databases := [resource |
	some resource in input.resources
	resource.type in ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"]
]

_class_paths := {
	"aws_db_instance": [["instance_class"]],
	"aws_rds_cluster_instance": [["instance_class"]],
	"aws_rds_cluster": [["db_cluster_instance_class"]],
}

_class_places := [{"resource": database, "path": path} |
	_classes_matter
	some database in _databases
	some path in _class_paths[database.type]
]

_classes_matter if parameter.value("RES-020", "maxSize")

_classes_matter if parameter.value("RES-020", "allowedClasses")

_matches(class, allowed) if {
	some pattern in allowed
	glob.match(pattern, ["/"], class)
}

_too_large(class) if instance_size.units(class) > instance_size.units(parameter.value("RES-020", "maxSize"))

_limited := {
	"aws_db_instance": [
		{"message": "storage", "path": ["allocated_storage"], "parameter": "maxStorageGb"},
		{"message": "growth", "path": ["max_allocated_storage"], "parameter": "maxStorageGb"},
	],
	"aws_rds_cluster": [
		{"message": "storage", "path": ["allocated_storage"], "parameter": "maxStorageGb"},
		{"message": "capacity", "path": ["serverlessv2_scaling_configuration", 0, "max_capacity"], "parameter": "maxCapacityUnits"},
		{"message": "capacity", "path": ["scaling_configuration", 0, "max_capacity"], "parameter": "maxCapacityUnits"},
	],
}

_ceilings := [object.union(limit, {"resource": database, "max": max}) |
	some database in _databases
	some limit in _limited[database.type]
	max := parameter.value("RES-020", limit.parameter)
]

# Storage never shrinks, and a machine is a choice: only what is not taken yet has a value that fits everybody.
_fix(ceiling) := {"fix": {"op": "replace", "path": ceiling.path, "value": ceiling.max}} if {
	ceiling.message == "growth"
	setting.number(value.get_or(ceiling.resource, ["allocated_storage"], 0)) < ceiling.max
} else := {}
