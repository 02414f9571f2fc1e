# METADATA
# title: No bind, escalate or impersonate
# description: No role lets its holder give out rights that the holder lacks, or act as somebody else.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
# scope: package
# custom:
#   id: SEC-026
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/Role, rbac.authorization.k8s.io/ClusterRole]
#   reads: ["/rules/*/verbs", "/rules/*/resources", "/rules/*/apiGroups"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_K8S_157, CKV_K8S_158, CKV2_K8S_3]
#   tags: [rbac]
package security.rbac_escalation

import data.lib.value
import data.lib.workload

findings contains finding if {
	some rule in _rules
	some place in rule.places
	finding := {
		"messageId": rule.power,
		"subject": rule.role.id,
		"path": place,
		"evidence": [rule.path],
		"arguments": {"role": workload.name(rule.role), "verb": value.get(rule.role, place), "resources": _named(rule)},
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

_powers := {
	"grants_more": {
		"verbs": {"bind", "escalate", "*"},
		"apiGroups": {"rbac.authorization.k8s.io", "*"},
		"resources": {"roles", "clusterroles", "*"},
	},
	"acts_as_others": {
		"verbs": {"impersonate"},
		"apiGroups": {"", "authentication.k8s.io", "*"},
		"resources": {"users", "groups", "serviceaccounts", "uids", "userextras", "*"},
	},
}

# _candidates are rules that have a power for all that is known; `doubts` are the fields that are unknown.
_candidates := [{"role": role, "path": path, "power": power, "doubts": doubts} |
	some role in input.resources
	role.type in {"rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"}
	some index, _ in value.get(role, ["rules"])
	path := ["rules", index]
	some power, wanted in _powers
	every field, entries in wanted {
		_allowed(role, path, field, entries)
	}
	not _limited(role, path)
	not _wildcard(role, path)
	doubts := [array.concat(path, [field]) |
		some field, entries in wanted
		not _known(role, path, field, entries)
	]
]

_rules := [object.union(rule, {"places": places}) |
	some rule in _candidates
	rule.doubts == []
	places := [array.concat(rule.path, ["verbs", index]) |
		some index, verb in value.get(rule.role, array.concat(rule.path, ["verbs"]))
		verb in _powers[rule.power].verbs
	]
]

# One unknown field may leave both powers open; it is said once.
_open := {{"role": rule.role, "doubt": rule.doubts[0]} |
	some rule in _candidates
	count(rule.doubts) > 0
	not _told(rule)
}

_told(rule) if {
	some other in _rules
	other.role.id == rule.role.id
	other.path == rule.path
}

# A list of names is how Kubernetes itself recommends to hand out `bind`, unless the names are the strongest there are.
_limited(role, path) if {
	names := value.get(role, array.concat(path, ["resourceNames"]))
	count(names) > 0
	count([name | some name in names; name in _strongest]) == 0
}

_strongest := {"cluster-admin", "system:masters", "admin"}

# Every verb on every resource is SEC-025.
_wildcard(role, path) if {
	"*" in value.get(role, array.concat(path, ["verbs"]))
	"*" in value.get(role, array.concat(path, ["resources"]))
}

_allowed(role, path, field, entries) if _known(role, path, field, entries)

_allowed(role, path, field, _) if value.partly_unknown(role, array.concat(path, [field]))

_known(role, path, field, entries) if {
	some entry in value.get(role, array.concat(path, [field]))
	_matches(entry, entries)
}

_matches(entry, entries) if entry in entries

# Extra fields of a user are resources of their own: `userextras/scopes`.
_matches(entry, entries) if {
	"userextras" in entries
	startswith(entry, "userextras/")
}

_named(rule) := concat(", ", [resource |
	some resource in value.get(rule.role, array.concat(rule.path, ["resources"]))
	_matches(resource, _powers[rule.power].resources)
])
