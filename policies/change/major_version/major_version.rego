# METADATA
# title: No major version in passing
# description: A change that lets another major version of a provider, module, chart, database engine or EKS be chosen is looked at first.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
# scope: package
# custom:
#   id: CHG-013
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds:
#     - argoproj.io/Application
#     - argoproj.io/ApplicationSet
#     - aws_db_instance
#     - aws_docdb_cluster
#     - aws_eks_addon
#     - aws_eks_cluster
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_elasticsearch_domain
#     - aws_memorydb_cluster
#     - aws_mq_broker
#     - aws_msk_cluster
#     - aws_neptune_cluster
#     - aws_opensearch_domain
#     - aws_rds_cluster
#     - aws_rds_global_cluster
#     - helm.toolkit.fluxcd.io/HelmRelease
#     - helm_release
#     - module
#     - terraform
#     - workload
#   reads: ["aws_db_instance:/engine_version", "aws_eks_cluster:/version"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.major_version

import data.lib.change
import data.lib.engine_version
import data.lib.value
import data.lib.version_range

findings contains finding if {
	some item in _edits
	some pin in _pins(item)
	move := version_range.move(pin.before, pin.after)
	finding := {
		"messageId": _messages[move],
		"subject": item.id,
		"path": pin.path,
		"arguments": {"what": pin.what, "before": _named(pin.before), "after": _named(pin.after)},
	}
}

findings contains finding if {
	some item in _edits
	path := _engine_path(item)
	before := value.get(item.before, path)
	after := value.get(item.after, path)
	before != after
	_another_major(item, before, after)
	finding := {
		"messageId": "engine",
		"subject": item.id,
		"path": path,
		"arguments": {"address": item.address, "before": before, "after": after},
	}
}

# Every version of Kubernetes takes something away, and none can be gone back to.
findings contains finding if {
	some item in _edits
	item.type == "aws_eks_cluster"
	before := value.get(item.before, ["version"])
	after := value.get(item.after, ["version"])
	_text(before) != _text(after)
	finding := {
		"messageId": "kubernetes",
		"subject": item.id,
		"path": ["version"],
		"arguments": {"address": item.address, "before": _text(before), "after": _text(after)},
	}
}

findings contains finding if {
	some chart, objects in _labelled
	first := objects[0]
	finding := {
		"messageId": _messages[first.move],
		"subject": first.item.id,
		"path": _label,
		"arguments": {"what": chart, "before": first.before, "after": first.after},
	}
}

findings contains finding if {
	some item in _edits
	path := _version_path(item)
	change.became_unknown(item, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"address": item.address},
	}
}

_messages := {"higher": "higher", "lower": "lower", "opened": "opened"}

# A replacement is told by CHG-002.
_edits := [item |
	some item in input.changes
	change.edits(item)
	item.action != "replace"
]

_engine_path(item) := [engine_version.fields[item.type]]

_version_path(item) := _engine_path(item)

_version_path(item) := ["version"] if item.type in {"aws_eks_cluster", "helm_release"}

_another_major(item, before, after) if {
	engine_version.product(before) == engine_version.product(after)
	engine_version.major(_engine(item.before), before) != engine_version.major(_engine(item.after), after)
}

_another_major(_, before, after) if engine_version.product(before) != engine_version.product(after)

_engine(side) := engine if {
	engine := value.get(side, ["engine"])
	is_string(engine)
} else := side.type

# Versions that are written as constraints.
_pins(item) := [{"what": concat(".", ["provider", name]), "path": place.path, "before": before, "after": place.version} |
	some name, place in _providers(item.after)
	before := _providers(item.before)[name].version
] if {
	item.type == "terraform"
}

_pins(item) := array.concat(_registry_version(item), _reference(item)) if item.type == "module"

_pins(item) := [{"what": item.address, "path": ["version"], "before": before, "after": after} |
	before := value.get_or(item.before, ["version"], "")
	after := value.get_or(item.after, ["version"], "")
] if {
	item.type == "aws_eks_addon"
}

_pins(item) := _same_chart(item, ["version"], ["chart"]) if item.type == "helm_release"

_pins(item) := _same_chart(item, ["spec", "chart", "spec", "version"], ["spec", "chart", "spec", "chart"]) if {
	item.type == "helm.toolkit.fluxcd.io/HelmRelease"
}

_pins(item) := [{"what": source.chart, "path": source.path, "before": before.version, "after": source.version} |
	some source in _charts(item.after)
	some before in _charts(item.before)
	before.chart == source.chart
] if {
	item.type in {"argoproj.io/Application", "argoproj.io/ApplicationSet"}
}

_providers(side) := {name: {"path": path, "version": version} |
	some index, block in value.get(side, ["required_providers"])
	some name, required in block
	path := _required_path(required, ["required_providers", index, name])
	version := value.get_or(side, path, "")
}

# Terraform 0.12 wrote the version alone.
_required_path(required, path) := path if is_string(required)

_required_path(required, path) := array.concat(path, ["version"]) if is_object(required)

_registry_version(item) := [{"what": source, "path": ["version"], "before": before, "after": after} |
	source := value.get(item.after, ["source"])
	value.get(item.before, ["source"]) == source
	before := value.get_or(item.before, ["version"], "")
	after := value.get_or(item.after, ["version"], "")
	before != after
]

# A module out of a Git repository: `?ref=v1.2.3`.
_reference(item) := [{"what": after.source, "path": ["source"], "before": before.version, "after": after.version} |
	before := _referred(value.get(item.before, ["source"]))
	after := _referred(value.get(item.after, ["source"]))
	before.source == after.source
	before.version != after.version
]

_referred(source) := {"source": found[0][1], "version": found[0][2]} if {
	found := regex.find_all_string_submatch_n(`^([^?]+)\?(?:[^#]*&)?ref=(?:refs/tags/)?(?:[A-Za-z][A-Za-z0-9_./-]*[-/])?(v?[0-9]+\.[0-9]+(?:\.[0-9]+)?)(?:&.*)?$`, source, 1)
	count(found) > 0
}

_same_chart(item, version, chart) := [{"what": name, "path": version, "before": before, "after": after} |
	name := value.get(item.after, chart)
	value.get(item.before, chart) == name
	before := value.get_or(item.before, version, "")
	after := value.get_or(item.after, version, "")
]

_charts(side) := [{"chart": source.chart, "path": array.concat(path, ["targetRevision"]), "version": version} |
	some path in _source_paths(side)
	source := value.get(side, path)
	is_string(source.chart)
	version := value.get_or(side, array.concat(path, ["targetRevision"]), "")
]

_source_paths(side) := array.concat([array.concat(spec, ["source"])], [array.concat(spec, ["sources", index]) |
	some index, _ in object.get(side.object, array.concat(spec, ["sources"]), [])
]) if {
	spec := _specs[side.type]
}

_specs := {
	"argoproj.io/Application": ["spec"],
	"argoproj.io/ApplicationSet": ["spec", "template", "spec"],
}

# What a rendered chart, or one within it, says of itself. All of its objects are one cause.
_label := ["metadata", "labels", "helm.sh/chart"]

_labelled := {chart: objects |
	some chart in {object.chart | some object in _relabelled}
	objects := [object | some object in _relabelled; object.chart == chart]
}

_relabelled := [{"item": item, "chart": after.chart, "before": before.version, "after": after.version, "move": move} |
	some item in _edits
	contains(item.type, "/")
	before := _chart_of(item.before)
	after := _chart_of(item.after)
	before.chart == after.chart
	move := version_range.move(before.version, after.version)
]

_chart_of(side) := {"chart": found[0][1], "version": found[0][2]} if {
	found := regex.find_all_string_submatch_n(`^(.+)-v?([0-9]+\.[0-9]+\.[0-9]+[^-]*)`, value.get(side, _label), 1)
	count(found) > 0
}

_named("") := "*"

_named(version) := version if version != ""

_text(version) := version if is_string(version)

_text(version) := json.marshal(version) if not is_string(version)
