# METADATA
# title: Restarts of databases seen beforehand
# description: Says where a change restarts a database or a cache, and whether that happens at once or in its maintenance window.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
#   - ref: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html
# scope: package
# custom:
#   id: CHG-030
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: change
#   kinds:
#     - aws_db_instance
#     - aws_docdb_cluster
#     - aws_docdb_cluster_instance
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_memorydb_cluster
#     - aws_neptune_cluster
#     - aws_neptune_cluster_instance
#     - aws_rds_cluster
#     - aws_rds_cluster_instance
#   reads:
#     - "aws_db_instance:/engine_version"
#     - "aws_db_instance:/instance_class"
#     - "aws_elasticache_replication_group:/node_type"
#   needs: [file, plan]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.database_restarted

import data.lib.change
import data.lib.engine_version
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in _databases
	turned := _restarting(item)
	count(turned) > 0
	finding := {
		"messageId": _when(item),
		"subject": item.id,
		"path": turned[0].path,
		"evidence": array.concat([each.path | some each in turned], [_immediately]),
		"arguments": {"address": item.address, "changes": [each.text | some each in turned]},
	}
}

# RDS associates a group of parameters at once, and reads the static ones when it starts.
findings contains finding if {
	some item in _databases
	count(_restarting(item)) == 0
	turned := _turned(item, ["parameters"])[0]
	finding := {
		"messageId": "parameters",
		"subject": item.id,
		"path": turned.path,
		"arguments": {"address": item.address, "changes": [turned.text]},
	}
}

# What waited for the window does so no longer.
findings contains finding if {
	some item in _databases
	count(_restarting(item)) == 0
	setting.on(value.get(item.after, _immediately))
	_waits(item.before)
	finding := {
		"messageId": "waits_no_longer",
		"subject": item.id,
		"path": _immediately,
		"arguments": {"address": item.address},
	}
}

findings contains finding if {
	some item in _databases
	count(_restarting(item)) == 0
	path := [argument.path |
		some argument in _arguments[item.type]
		argument.kind in {"version", "class"}
		change.became_unknown(item, argument.path)
	][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"address": item.address},
	}
}

_immediately := ["apply_immediately"]

# A replacement is told by CHG-002.
_databases := [item |
	some item in input.changes
	change.edits(item)
	item.action in {"update", "move"}
]

_waits(side) if value.absent(side, _immediately)

_waits(side) if setting.off(value.get(side, _immediately))

_when(item) := "at_once" if item.type == "aws_memorydb_cluster"

_when(item) := "at_once" if {
	item.type != "aws_memorydb_cluster"
	setting.on(value.get(item.after, _immediately))
}

_when(item) := "in_window" if {
	item.type != "aws_memorydb_cluster"
	_waits(item.after)
}

_when(item) := "some_time" if {
	item.type != "aws_memorydb_cluster"
	value.unknown(item.after, _immediately)
}

_restarting(item) := _turned(item, ["version", "class"])

_turned(item, kinds) := [{"path": argument.path, "text": concat(" ", [argument.path[0], before, "→", after])} |
	some argument in _arguments[item.type]
	argument.kind in kinds
	before := value.get(item.before, argument.path)
	after := value.get(item.after, argument.path)
	is_string(before)
	is_string(after)
	before != after
	_counts(argument, item, before, after)
]

_counts(argument, _, _, _) if argument.kind != "version"

# Another major version is told by CHG-013; and what names one loosely may mean the version that runs already.
_counts(argument, item, before, after) if {
	argument.kind == "version"
	engine_version.product(before) == engine_version.product(after)
	_major(item.before, before) == _major(item.after, after)
	not _loose(before, after)
	not _loose(after, before)
}

_major(side, version) := engine_version.major(_engine(side), version)

_engine(side) := engine if {
	engine := value.get(side, ["engine"])
	is_string(engine)
} else := side.type

_loose(version, other) if startswith(other, concat("", [version, "."]))

_loose(version, other) if {
	endswith(version, ".x")
	startswith(other, trim_suffix(version, "x"))
}

_version := {"kind": "version", "path": ["engine_version"]}

_class(name) := {"kind": "class", "path": [name]}

_parameters(name) := {"kind": "parameters", "path": [name]}

_cache := [_version, _class("node_type"), _parameters("parameter_group_name")]

_arguments := {
	"aws_db_instance": [_version, _class("instance_class"), _parameters("parameter_group_name")],
	"aws_rds_cluster": [_version, _class("db_cluster_instance_class"), _parameters("db_cluster_parameter_group_name")],
	"aws_rds_cluster_instance": [_version, _class("instance_class"), _parameters("db_parameter_group_name")],
	"aws_docdb_cluster": [_version, _parameters("db_cluster_parameter_group_name")],
	"aws_docdb_cluster_instance": [_class("instance_class")],
	"aws_neptune_cluster": [_version, _parameters("neptune_cluster_parameter_group_name")],
	"aws_neptune_cluster_instance": [_version, _class("instance_class"), _parameters("neptune_parameter_group_name")],
	"aws_elasticache_cluster": _cache,
	"aws_elasticache_replication_group": _cache,
	"aws_memorydb_cluster": _cache,
}
