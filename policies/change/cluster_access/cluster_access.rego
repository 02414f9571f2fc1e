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
#   kinds:
#     - core/ConfigMap
#     - kubernetes_config_map_v1_data
#     - aws_eks_access_entry
#     - aws_eks_access_policy_association
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0123]
#   tags: []
package change.cluster_access

import data.lib.change
import data.lib.value

# A mapping that is made, edited or removed: all three say who may enter.
findings contains finding if {
	some item in _mappings
	some key in ["mapRoles", "mapUsers", "mapAccounts"]
	_differs(item, ["data", key])
	finding := {
		"messageId": "mapping",
		"subject": item.id,
		"path": ["data", key],
		"arguments": {"key": key, "map": item.address},
	}
}

findings contains finding if {
	some item in input.changes
	message := _messages[item.type][_step(item)]
	finding := {
		"messageId": message,
		"subject": item.id,
		"path": _path(item),
		"evidence": [[field] | some field in _fields],
		"arguments": {"entry": item.address, "principal": _principal(item)},
	}
}

_mappings := [item |
	some item in input.changes
	_is_mapping(item.type, change.side(item).object)
]

_is_mapping("core/ConfigMap", object) if {
	object.metadata.name == "aws-auth"
	object.metadata.namespace in {"kube-system", ""}
}

_is_mapping("core/ConfigMap", object) if {
	object.metadata.name == "aws-auth"
	not object.metadata.namespace
}

_is_mapping("kubernetes_config_map_v1_data", object) if object.metadata[_].name == "aws-auth"

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
