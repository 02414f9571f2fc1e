# METADATA
# title: Access to the cluster unchanged
# description: A change of who may enter a cluster through AWS is looked at first.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html
# scope: package
# custom:
#   id: CHG-015
#   severity: critical
#   enforcement: {production: review, elsewhere: review}
#   scope: change
#   kinds: [cluster_access]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: [CHG-027]
#   peers: [KSV-0123]
#   tags: []
package change.cluster_access

import data.lib.change
import data.lib.cluster_access
import data.lib.value

# A mapping that is made or removed, and one that cannot be read: the whole of it is what to look at.
findings contains finding if {
	some item in _mappings
	some list in cluster_access.lists(change.side(item))
	_as_a_whole(item, list.path)
	_differs(item, list.path)
	finding := {
		"messageId": "mapping",
		"subject": item.id,
		"path": list.path,
		"arguments": {"key": list.path[count(list.path) - 1], "map": item.address},
	}
}

# Of a mapping that is edited, each principal that it treats otherwise than before.
findings contains finding if {
	some item in _mappings
	change.edits(item)
	some list in cluster_access.lists(item.after)
	not _as_a_whole(item, list.path)
	before := _rights(item.before, list.path)
	after := _rights(item.after, list.path)
	some principal in (object.keys(before) | object.keys(after))
	told := _told(principal, object.get(before, principal, null), object.get(after, principal, null))
	finding := {
		"messageId": told.message,
		"subject": item.id,
		"path": object.get(told, "path", list.path),
		"evidence": object.get(told, "evidence", [list.path]),
		"arguments": object.union({"map": item.address, "principal": principal}, told.arguments),
	}
}

findings contains finding if {
	some item in input.changes
	message := _messages[item.type][_step(item)]
	not cluster_access.repeats(item, _calls)
	finding := {
		"messageId": message,
		"subject": item.id,
		"path": _path(item),
		"evidence": [[field] | some field in _fields],
		"arguments": {"entry": item.address, "principal": _principal(item)},
	}
}

_calls := [item |
	some item in input.changes
	item.type == "module"
	cluster_access.is_module(change.side(item))
]

_mappings := [item |
	some item in input.changes
	item.type in {"core/ConfigMap", "kubernetes_config_map_v1_data", "eksctl.io/ClusterConfig", "module"}
	count(cluster_access.lists(change.side(item))) > 0
]

_as_a_whole(item, _) if {
	not change.edits(item)
	cluster_access.is_map(change.side(item))
}

_as_a_whole(item, path) if {
	change.edits(item)
	some side in [item.before, item.after]
	_unreadable(side, path)
}

_unreadable(side, path) if is_string(value.get(side, path))

_unreadable(side, path) if value.partly_unknown(side, path)

# Who stands twice has the rights of both lines.
_rights(side, path) := {principal: {"path": own[0].path, "user": own[0].user, "rights": rights} |
	entries := [entry |
		some entry in cluster_access.entries(side)
		array.slice(entry.path, 0, count(path)) == path
	]
	some principal in {entry.principal | some entry in entries}
	own := [entry | some entry in entries; entry.principal == principal]
	rights := [right | some entry in own; some right in entry.rights]
}

_told(_, null, after) := {
	"message": _bare("added", after.rights),
	"path": after.path,
	"evidence": [after.path],
	"arguments": {"rights": _names(after.rights)},
} if after != null

_told(_, before, null) := {"message": "removed", "arguments": {"rights": _names(before.rights)}} if before != null

_told(_, before, after) := {
	"message": _gain(gained, lost),
	"path": array.concat([right.path | some right in gained], [after.path])[0],
	"evidence": [after.path],
	"arguments": {"gained": _names(gained), "lost": _names(lost)},
} if {
	gained := _without(after.rights, before.rights)
	lost := _without(before.rights, after.rights)
	count(gained) + count(lost) > 0
}

_told(_, before, after) := {
	"message": "other_user",
	"path": after.path,
	"evidence": [after.path],
	"arguments": {"before": before.user, "after": after.user},
} if {
	before.user != after.user
	{right.name | some right in before.rights} == {right.name | some right in after.rights}
}

_bare(message, rights) := message if count(rights) > 0

_bare(message, []) := concat("_", [message, "bare"])

_gain(gained, []) := "gains" if count(gained) > 0

_gain([], lost) := "loses" if count(lost) > 0

_gain(gained, lost) := "swaps" if {
	count(gained) > 0
	count(lost) > 0
}

_without(rights, others) := [right |
	some right in rights
	not right.name in {other.name | some other in others}
]

_names(rights) := concat(", ", [right.name | some right in rights])

# A side that is not there says nothing about anybody; so does a value that is unknown on both.
_differs(item, path) if {
	change.edits(item)
	_comparable(item.before, path) != _comparable(item.after, path)
}

_differs(item, path) if {
	not change.edits(item)
	_comparable(change.side(item), path) != ""
}

# Spaces at the ends of a text map nobody.
_comparable(side, path) := trim_space(text) if {
	text := value.get(side, path)
	is_string(text)
}

_comparable(side, path) := text if {
	text := value.get(side, path)
	not is_string(text)
}

_comparable(side, path) := "" if value.absent(side, path)

_comparable(side, path) := {"unknown": true} if value.unknown(side, path)

_messages := {
	"aws_eks_access_entry": {"added": "entry_added", "changed": "entry_changed", "removed": "entry_removed"},
	"aws_eks_access_policy_association": {
		"added": "policy_added",
		"changed": "policy_changed",
		"removed": "policy_removed",
	},
}

_step(item) := "added" if item.action == "create"

_step(item) := "removed" if change.deletes(item)

_step(item) := "changed" if {
	change.edits(item)
	some field in _fields
	_comparable(item.before, [field]) != _comparable(item.after, [field])
}

_fields := ["principal_arn", "cluster_name", "kubernetes_groups", "user_name", "type", "policy_arn", "access_scope"]

_path(item) := [field] if {
	change.edits(item)
	field := [field |
		some field in _fields
		_comparable(item.before, [field]) != _comparable(item.after, [field])
	][0]
}

_path(item) := [] if not change.edits(item)

_principal(item) := arn if {
	arn := value.get(change.side(item), ["principal_arn"])
} else := "?"
