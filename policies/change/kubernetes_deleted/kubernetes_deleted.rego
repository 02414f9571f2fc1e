# METADATA
# title: No namespace, volume or StatefulSet removed
# description: A change that removes a Namespace, a PersistentVolumeClaim or a StatefulSet is looked at first.
# scope: package
# custom:
#   id: CHG-003
#   severity: critical
#   enforcement: {production: review, elsewhere: confirm}
#   scope: change
#   kinds: [core/Namespace, core/PersistentVolumeClaim, apps/StatefulSet]
#   reads: []
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.kubernetes_deleted

import data.lib.change

findings contains finding if {
	some item in input.changes
	message := _messages[item.type]
	change.deletes(item)
	finding := {
		"messageId": message,
		"subject": item.id,
		"path": [],
		"arguments": {"object": change.name(item), "namespace": item.namespace},
	}
}

_messages := {
	"core/Namespace": "namespace",
	"core/PersistentVolumeClaim": "volume",
	"apps/StatefulSet": "stateful_set",
}
