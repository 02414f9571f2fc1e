# METADATA
# title: Secrets not read, pods not entered
# description: Roles do not let their holders read Secrets, or run commands in pods.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# scope: package
# custom:
#   id: SEC-027
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   messageEnforcement:
#     reads_secrets: {production: advise, elsewhere: advise}
#     enters_pods: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/Role, rbac.authorization.k8s.io/ClusterRole]
#   reads: ["/rules/*/verbs", "/rules/*/resources", "/rules/*/apiGroups"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0041, KSV-0053]
#   tags: [rbac]
package security.secrets_readable

import data.lib.value
import data.lib.workload

findings contains finding if {
	some rule in _certain
	finding := {
		"messageId": _message[rule.power][rule.role.type],
		"subject": rule.role.id,
		"path": rule.path,
		"evidence": [rule.path],
		"arguments": {"role": workload.name(rule.role)},
	}
}

findings contains finding if {
	some rule in _open
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": rule.role.id,
		"path": rule.doubt,
		"arguments": {"role": workload.name(rule.role)},
	}
}

_role := "rbac.authorization.k8s.io/Role"

_cluster_role := "rbac.authorization.k8s.io/ClusterRole"

_message := {
	"secrets": {_role: "reads_secrets", _cluster_role: "reads_every_secret"},
	"pods": {_role: "enters_pods", _cluster_role: "enters_every_pod"},
}

_powers := {
	"secrets": {
		"verbs": {"get", "list", "watch", "*"},
		"apiGroups": {"", "*"},
		"resources": {"secrets", "*"},
	},
	"pods": {
		"verbs": {"create", "*"},
		"apiGroups": {"", "*"},
		"resources": {"pods/exec", "pods/attach", "pods/*", "*/exec"},
	},
}

_candidates := [{"role": role, "path": path, "power": power, "doubts": doubts} |
	some role in input.resources
	role.type in {_role, _cluster_role}
	some index, _ in value.get(role, ["rules"])
	path := ["rules", index]
	some power, wanted in _powers
	every field, entries in wanted {
		_allowed(role, path, field, entries)
	}
	not _named(role, path)
	not _wildcard(role, path)
	doubts := [array.concat(path, [field]) |
		some field, entries in wanted
		not _known(role, path, field, entries)
	]
]

_certain := [rule | some rule in _candidates; rule.doubts == []]

# One unknown field may leave both powers open; it is said once.
_open := {{"role": rule.role, "doubt": rule.doubts[0]} |
	some rule in _candidates
	count(rule.doubts) > 0
	not _told(rule)
}

_told(rule) if {
	some other in _certain
	other.role.id == rule.role.id
	other.path == rule.path
}

# Secrets and pods that are named are what RBAC is for. Nobody can list by name, so the list stays short.
_named(role, path) if {
	count(value.get(role, array.concat(path, ["resourceNames"]))) > 0
}

# Every verb on every resource is SEC-025.
_wildcard(role, path) if {
	"*" in value.get(role, array.concat(path, ["verbs"]))
	"*" in value.get(role, array.concat(path, ["resources"]))
}

_allowed(role, path, field, entries) if _known(role, path, field, entries)

_allowed(role, path, field, _) if value.partly_unknown(role, array.concat(path, [field]))

_known(role, path, field, entries) if {
	some entry in value.get(role, array.concat(path, [field]))
	entry in entries
}
