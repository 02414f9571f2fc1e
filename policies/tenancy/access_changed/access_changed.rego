# METADATA
# title: Who has access to a tenant
# description: A change of which people or groups a RoleBinding names is looked at by the owners of the namespace.
# scope: package
# custom:
#   id: TEN-028
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds: [core/Namespace, rbac.authorization.k8s.io/RoleBinding]
#   reads: ["/subjects"]
#   needs: [rendered, registry]
#   facts: [tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.access_changed

import data.lib.change
import data.lib.ownership
import data.lib.party
import data.lib.value
import data.lib.workload

# Who gains is told one by one, or all at once where they are several: they are one question.
findings contains finding if {
	some item in _bindings
	gaining := {subject: place |
		some subject, place in _subjects(item.after)
		not _had(item, subject)
		not _own_team(item, subject)
	}
	some told in _told(gaining)
	finding := {
		"messageId": concat("", ["gain", told.suffix]),
		"subject": item.id,
		"path": told.path,
		"evidence": [told.path, ["roleRef"]],
		"arguments": _arguments(item, item.after, told.subject),
	}
}

findings contains finding if {
	some item in _bindings
	losing := {subject: place |
		some subject, place in _subjects(item.before)
		not _keeps(item, subject)
		not _goes_with_its_namespace(item)
	}
	some told in _told(losing)
	finding := {
		"messageId": concat("", ["lose", told.suffix]),
		"subject": item.id,
		"path": _lost_path(item, told.path),
		"evidence": [["subjects"], ["roleRef"]],
		"arguments": _arguments(item, item.before, told.subject),
	}
}

_told(subjects) := [{"suffix": "s", "subject": subject, "path": path} | some subject, path in subjects] if {
	count(subjects) < 2
}

_told(subjects) := [{"suffix": "_several", "subject": concat(", ", sort(object.keys(subjects))), "path": ["subjects"]}] if {
	count(subjects) > 1
}

findings contains finding if {
	some item in _bindings
	change.became_unknown(item, ["subjects"])
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": ["subjects"],
		"arguments": {"binding": change.name(item)},
	}
}

_bindings := [item |
	ownership.registered
	some item in input.changes
	item.type == "rbac.authorization.k8s.io/RoleBinding"
	count(party.of(item)) > 0
]

# People and groups, by how they are called, with the place of each. Service accounts are other rules'.
_subjects(side) := {name: ["subjects", index] |
	side != null
	some index, subject in value.get(side, ["subjects"])
	subject.kind in {"User", "Group"}
	name := concat(" ", [lower(subject.kind), subject.name])
}

_subjects(null) := {}

_had(item, subject) if {
	item.before != null
	_subjects(item.before)[subject]
	_role(item.before) == _role(item.after)
}

_had(item, _) if value.unknown(item.before, ["subjects"])

# Where the namespace goes, nobody is shut out of anything: CHG-003 asks about that.
_goes_with_its_namespace(item) if {
	item.after == null
	some other in input.changes
	other.type == "core/Namespace"
	other.after == null
	value.get(other.before, ["metadata", "name"]) == item.namespace
}

_keeps(item, subject) if {
	item.after != null
	_subjects(item.after)[subject]
}

_keeps(item, _) if value.unknown(item.after, ["subjects"])

# A tenant's own team in a namespace of its own is no news: `github:payments` is acme/payments.
_own_team(item, subject) if {
	some tenant in party.of(item)
	some team in input.facts.tenants[tenant].teams
	parts := split(team, "/")
	words := regex.find_all_string_submatch_n(`[^\s:/]+`, subject, -1)
	words[count(words) - 1][0] == parts[count(parts) - 1]
}

_role(side) := concat(" ", [side.object.roleRef.kind, side.object.roleRef.name])

_lost_path(item, _) := ["subjects"] if item.after != null

_lost_path(item, place) := place if item.after == null

_arguments(item, side, subject) := {
	"binding": workload.name(side),
	"subject": subject,
	"role": _role(side),
	"namespace": item.namespace,
	"tenant": ownership.named(party.of(item)),
}
