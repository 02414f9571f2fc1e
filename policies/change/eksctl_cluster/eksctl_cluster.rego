# METADATA
# title: The cluster itself unchanged
# description: A change of what an eksctl ClusterConfig says about version, network, rights, logs or nodes is looked at first.
# related_resources:
#   - ref: https://eksctl.io/usage/schema/
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
# scope: package
# custom:
#   id: CHG-027
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds: [eksctl.io/ClusterConfig]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.eksctl_cluster

import data.lib.change

findings contains finding if {
	some item in _edits
	change.differs(item, _version)
	finding := {
		"messageId": "version",
		"subject": item.id,
		"path": _version,
		"arguments": {
			"cluster": change.name(item),
			"before": _shown(object.get(item.before.object, _version, null)),
			"after": _shown(object.get(item.after.object, _version, null)),
		},
	}
}

findings contains finding if {
	some item in _edits
	some section, message in _sections
	some path in _changed(item, section)
	finding := {
		"messageId": message,
		"subject": item.id,
		"path": path,
		"arguments": {"cluster": change.name(item), "setting": concat(".", path)},
	}
}

findings contains finding if {
	some item in _edits
	some list in _lists
	some name, _ in _groups(item.before, list)
	left := _groups(item.after, list)
	not left[name]
	finding := {
		"messageId": "group_removed",
		"subject": item.id,
		"path": [list],
		"evidence": [],
		"arguments": {"cluster": change.name(item), "group": name},
	}
}

findings contains finding if {
	some item in _edits
	some list in _lists
	some name, after in _groups(item.after, list)
	before := _groups(item.before, list)[name]
	fields := [field |
		some field in _fixed
		object.get(before.group, field, null) != object.get(after.group, field, null)
	]
	count(fields) > 0
	finding := {
		"messageId": "group_replaced",
		"subject": item.id,
		"path": array.concat(after.path, [fields[0]]),
		"evidence": [after.path],
		"arguments": {"cluster": change.name(item), "group": name, "settings": concat(", ", fields)},
	}
}

_version := ["metadata", "version"]

_edits := [item |
	some item in input.changes
	item.type == "eksctl.io/ClusterConfig"
	change.edits(item)
]

# Settings of the cluster as a whole, and the message of each.
_sections := {
	"vpc": "network",
	"privateCluster": "network",
	"kubernetesNetworkConfig": "network",
	"availabilityZones": "network",
	"iam": "rights",
	"iamIdentityMappings": "access",
	"accessConfig": "access",
	"cloudWatch": "logs",
	"secretsEncryption": "encryption",
}

# What is within a section is told one by one; a section that is no object, as a whole.
_changed(item, section) := [[section, key] |
	before := object.get(item.before.object, section, {})
	after := object.get(item.after.object, section, {})
	is_object(before)
	is_object(after)
	some key in sort(object.keys(before) | object.keys(after))
	change.differs(item, [section, key])
] if {
	is_object(object.get(item.after.object, section, {}))
}

_changed(item, section) := [[section] | change.differs(item, [section])] if {
	not is_object(object.get(item.after.object, section, {}))
}

_lists := ["nodeGroups", "managedNodeGroups"]

_groups(side, list) := {name: {"group": group, "path": [list, index]} |
	some index, group in object.get(side.object, list, [])
	is_object(group)
	name := group.name
	is_string(name)
}

# What nodes are made with: eksctl changes none of it in a group that exists, so that another group has to take its place.
_fixed := [
	"ami", "amiFamily", "arn", "availabilityZones", "capacityReservation", "efaEnabled", "iam", "instanceName",
	"instanceType", "instanceTypes", "instancesDistribution", "launchTemplate", "placement", "privateNetworking",
	"securityGroups", "spot", "ssh", "subnets", "volumeEncrypted", "volumeIOPS", "volumeKmsKeyID", "volumeSize",
	"volumeType",
]

_shown(version) := version if is_string(version)

_shown(version) := json.marshal(version) if {
	not is_string(version)
	version != null
}

_shown(null) := "-"
