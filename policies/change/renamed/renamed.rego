# METADATA
# title: Object keeps its name and namespace
# description: A change does not rename an object or move it to another namespace, which deletes it and makes another.
# scope: package
# custom:
#   id: CHG-007
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds: ["*/*"]
#   reads: []
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.renamed

import data.lib.change

findings contains finding if {
	some item in _renames
	item.before.namespace != item.after.namespace
	item.before.namespace != ""
	item.after.namespace != ""
	finding := {
		"messageId": "namespace",
		"subject": item.id,
		"path": ["metadata", "namespace"],
		"evidence": [["metadata", "namespace"], ["metadata", "name"]],
		"arguments": {"object": change.name(item), "before": item.before.namespace, "after": item.after.namespace},
	}
}

findings contains finding if {
	some item in _renames
	item.before.namespace == item.after.namespace
	not item.type in _made_anew
	before := item.before.object.metadata.name
	after := item.after.object.metadata.name
	before != after
	finding := {
		"messageId": "name",
		"subject": item.id,
		"path": ["metadata", "name"],
		"arguments": {"object": change.name(item), "before": before, "after": after},
	}
}

_renames := [item |
	some item in input.changes
	item.move.kind == "rename"
	change.edits(item)
	contains(item.type, "/")
]

# What is renamed whenever it changes, because it cannot be edited or because who uses it has to notice.
_made_anew := {
	"batch/Job",
	"core/Pod",
	"core/ConfigMap",
	"core/Secret",
	"rbac.authorization.k8s.io/RoleBinding",
	"rbac.authorization.k8s.io/ClusterRoleBinding",
}
