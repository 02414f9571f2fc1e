# METADATA
# title: RBAC rule names what it allows
# description: No role gives every verb on every resource, and no ClusterRole gives a writing verb on every resource.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# scope: package
# custom:
#   id: SEC-025
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/Role, rbac.authorization.k8s.io/ClusterRole]
#   reads: ["/rules/*/verbs", "/rules/*/resources", "/rules/*/apiGroups"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: [SEC-026]
#   peers: [KSV-0044, KSV-0045, KSV-0046]
#   tags: [rbac]
package security.rbac_wildcard

import data.lib.value
import data.lib.workload

findings contains finding if {
	some rule in _rules
	rule.doubts == []
	finding := {
		"messageId": _message(rule),
		"subject": rule.role.id,
		"path": rule.path,
		"evidence": [rule.path],
		"arguments": {"role": workload.name(rule.role), "verbs": concat(", ", rule.verbs)},
	}
}

findings contains finding if {
	some rule in _rules
	count(rule.doubts) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": rule.role.id,
		"path": rule.doubts[0],
		"arguments": {"role": workload.name(rule.role)},
	}
}

_message(rule) := "every_verb" if "*" in rule.verbs

_message(rule) := "writing_verbs" if not "*" in rule.verbs

# Wildcards within one API group of the team's own, or over what can only be read, are ordinary. What makes one critical
# is that Secrets, pods or roles are among the resources, so that whoever holds it can become anybody.
_reaching := {"*", "", "rbac.authorization.k8s.io"}

_writing := {"create", "update", "patch", "delete", "deletecollection"}

# _rules has the rules that match, or might match for all that is known. `doubts` are the paths that are unknown.
_rules := [{"role": role, "path": path, "verbs": verbs, "doubts": doubts} |
	some role in input.resources
	role.type in {"rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"}
	some index, _ in value.get(role, ["rules"])
	path := ["rules", index]
	_allowed(role, path, "apiGroups", _reaching)
	_allowed(role, path, "resources", {"*"})
	_allowed(role, path, "verbs", _verbs(role))
	verbs := [verb | some verb in value.get_or(role, array.concat(path, ["verbs"]), []); is_string(verb)]
	doubts := [doubt |
		some field, wanted in {"apiGroups": _reaching, "resources": {"*"}, "verbs": _verbs(role)}
		not _known(role, path, field, wanted)
		doubt := array.concat(path, [field])
	]
]

_verbs(role) := {"*"} if role.type == "rbac.authorization.k8s.io/Role"

_verbs(role) := {"*"} | _writing if role.type == "rbac.authorization.k8s.io/ClusterRole"

_allowed(role, path, field, wanted) if _known(role, path, field, wanted)

_allowed(role, path, field, _) if value.partly_unknown(role, array.concat(path, [field]))

_known(role, path, field, wanted) if {
	some entry in value.get(role, array.concat(path, [field]))
	entry in wanted
}
