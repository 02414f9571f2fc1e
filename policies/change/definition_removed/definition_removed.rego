# METADATA
# title: Custom kinds and admission webhooks kept
# description: A change does not take a custom kind or one of its versions away, or change what happens to requests while a webhook is down.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy
# scope: package
# custom:
#   id: CHG-024
#   severity: critical
#   enforcement: {production: review, elsewhere: review}
#   scope: change
#   kinds:
#     - apiextensions.k8s.io/CustomResourceDefinition
#     - admissionregistration.k8s.io/ValidatingWebhookConfiguration
#     - admissionregistration.k8s.io/MutatingWebhookConfiguration
#     - admissionregistration.k8s.io/ValidatingAdmissionPolicy
#   reads: ["admissionregistration.k8s.io/ValidatingWebhookConfiguration:/webhooks/*/failurePolicy"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.definition_removed

import data.lib.change
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in input.changes
	item.type == "apiextensions.k8s.io/CustomResourceDefinition"
	change.deletes(item)
	finding := {
		"messageId": "removed",
		"subject": item.id,
		"path": [],
		"arguments": {"definition": change.name(item)},
	}
}

findings contains finding if {
	some item in _definitions
	some name in object.keys(_versions(item.before))
	not _versions(item.after)[name]
	finding := {
		"messageId": "version_removed",
		"subject": item.id,
		"path": ["spec", "versions"],
		"evidence": [],
		"arguments": {"definition": change.name(item), "version": name},
	}
}

findings contains finding if {
	some item in _definitions
	some name, before in _versions(item.before)
	before.served
	after := _versions(item.after)[name]
	not after.served
	path := array.concat(after.path, ["served"])
	finding := {
		"messageId": "version_not_served",
		"subject": item.id,
		"path": path,
		"arguments": {"definition": change.name(item), "version": name},
	}
}

findings contains finding if {
	some pair in _policies
	before := _policy(pair.item.before, pair.before)
	after := _policy(pair.item.after, pair.after)
	before != after
	finding := {
		"messageId": _messages[after],
		"subject": pair.item.id,
		"path": pair.after,
		"arguments": {"configuration": change.name(pair.item), "webhook": pair.name},
	}
}

findings contains finding if {
	some pair in _policies
	value.unknown(pair.item.after, pair.after)
	not value.unknown(pair.item.before, pair.before)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pair.item.id,
		"path": pair.after,
		"arguments": {"configuration": change.name(pair.item), "webhook": pair.name},
	}
}

_messages := {"Ignore": "ignored", "Fail": "refused"}

_definitions := [item |
	some item in input.changes
	item.type == "apiextensions.k8s.io/CustomResourceDefinition"
	change.edits(item)
	not value.partly_unknown(item.before, ["spec", "versions"])
	not value.partly_unknown(item.after, ["spec", "versions"])
]

# A version is served unless it says otherwise, as it was before every version had to say so.
_versions(side) := {version.name: {"path": ["spec", "versions", index], "served": _served(version)} |
	some index, version in value.get(side, ["spec", "versions"])
	is_string(version.name)
} if {
	value.known(side, ["spec", "versions"])
} else := {version: {"path": ["spec", "version"], "served": true} |
	version := value.get(side, ["spec", "version"])
}

_served(version) if {
	not setting.off(object.get(version, "served", true))
} else := false

# Every webhook, or admission policy, that is there on both sides.
_policies := [pair |
	some item in input.changes
	change.edits(item)
	some pair in _pairs(item)
]

_pairs(item) := [{"item": item, "name": webhook.name, "before": _place(old), "after": _place(index)} |
	some index, webhook in value.get(item.after, ["webhooks"])
	is_string(webhook.name)
	some old, other in value.get(item.before, ["webhooks"])
	other.name == webhook.name
] if {
	item.type in {"admissionregistration.k8s.io/ValidatingWebhookConfiguration", "admissionregistration.k8s.io/MutatingWebhookConfiguration"}
}

_pairs(item) := [{"item": item, "name": change.name(item), "before": path, "after": path} |
	path := ["spec", "failurePolicy"]
] if {
	item.type == "admissionregistration.k8s.io/ValidatingAdmissionPolicy"
}

_place(index) := ["webhooks", index, "failurePolicy"]

# Where nothing is written, Kubernetes takes Fail.
_policy(side, path) := value.get_or(side, path, "Fail")
