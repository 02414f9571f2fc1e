# METADATA
# title: Argo CD keeps what Git says
# description: A change does not let Argo CD leave alone what differs from Git, delete what it did not before, or follow a version that moves.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/
# scope: package
# custom:
#   id: CHG-021
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: change
#   kinds: [argoproj.io/Application, argoproj.io/ApplicationSet]
#   reads: ["argoproj.io/Application:/spec/syncPolicy/automated/selfHeal"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.sync_loosened

import data.lib.change
import data.lib.setting
import data.lib.value

# Without an automated policy neither prune nor selfHeal means anything: one finding.
findings contains finding if {
	some item in _edits
	_automated(item.before, item)
	not _automated(item.after, item)
	not value.partly_unknown(item.after, _at(item, ["syncPolicy"]))
	finding := {
		"messageId": "manual",
		"subject": item.id,
		"path": _at(item, ["syncPolicy", "automated"]),
		"arguments": {"application": change.name(item)},
	}
}

findings contains finding if {
	some item in _edits
	_automated(item.before, item)
	_automated(item.after, item)
	some switch in _switches
	path := _at(item, ["syncPolicy", "automated", switch.name])
	_stands(item.before, path) == switch.from
	_stands(item.after, path) == switch.to
	finding := {
		"messageId": switch.message,
		"subject": item.id,
		"path": path,
		"arguments": {"application": change.name(item)},
	}
}

findings contains finding if {
	some item in _edits
	before := [source | some source in _sources(item.before, item)]
	some source in _sources(item.after, item)
	some old in before
	_same_source(old, source, count(before) == 1)
	_fixed(old.revision)
	not _fixed(source.revision)
	finding := {
		"messageId": "floating",
		"subject": item.id,
		"path": array.concat(source.path, ["targetRevision"]),
		"arguments": {"application": change.name(item), "before": old.revision, "after": _named(source.revision)},
	}
}

findings contains finding if {
	some item in _edits
	_automated(item.before, item)
	path := [path |
		some name in ["selfHeal", "prune"]
		path := _at(item, ["syncPolicy", "automated", name])
		change.became_unknown(item, path)
	][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"application": change.name(item)},
	}
}

_switches := [
	{"name": "selfHeal", "from": true, "to": false, "message": "self_heal_off"},
	{"name": "prune", "from": true, "to": false, "message": "prune_off"},
	{"name": "prune", "from": false, "to": true, "message": "prune_on"},
]

_edits := [item |
	some item in input.changes
	item.type in {"argoproj.io/Application", "argoproj.io/ApplicationSet"}
	change.edits(item)
]

# An ApplicationSet says it in the template of its Applications.
_at(item, path) := array.concat(["spec"], path) if item.type == "argoproj.io/Application"

_at(item, path) := array.concat(["spec", "template", "spec"], path) if item.type == "argoproj.io/ApplicationSet"

# `automated: {}` is enough; since Argo CD 3.1 `enabled: false` switches it off.
_automated(side, item) if {
	automated := value.get(side, _at(item, ["syncPolicy", "automated"]))
	is_object(automated)
	not setting.off(object.get(automated, "enabled", true))
}

# Both switches are off where they are not written.
_stands(side, path) := setting.on(value.get(side, path)) if setting.on(value.get(side, path))

_stands(side, path) := false if value.absent(side, path)

_stands(side, path) := false if setting.off(value.get(side, path))

_sources(side, item) := [source |
	some path in _source_paths(side, item)
	found := value.get(side, path)
	is_object(found)
	revision := value.get_or(side, array.concat(path, ["targetRevision"]), "HEAD")
	source := {
		"path": path,
		"from": [object.get(found, "repoURL", ""), object.get(found, "path", ""), object.get(found, "chart", "")],
		"revision": _text(revision),
	}
]

_source_paths(side, item) := array.concat(
	[_at(item, ["source"])],
	[_at(item, ["sources", index]) | some index, _ in value.get(side, _at(item, ["sources"]))],
) if {
	value.known(side, _at(item, ["sources"]))
} else := [_at(item, ["source"])]

_same_source(old, new, _) if old.from == new.from

_same_source(old, new, true) if {
	old.from != new.from
	old.path == new.path
}

# A commit, or a tag or version with all of its numbers: what it means today it means tomorrow.
_fixed(revision) if regex.match(`^[0-9a-f]{7,64}$`, revision)

_fixed(revision) if regex.match(`^([A-Za-z][A-Za-z0-9_./-]*[-_/@])?v?[0-9]+\.[0-9]+\.[0-9]+([-+.][0-9A-Za-z.+-]+)?$`, revision)

_fixed(revision) if startswith(revision, "refs/tags/")

_named("") := "HEAD"

_named(revision) := revision if revision != ""

_text(revision) := revision if is_string(revision)

_text(revision) := json.marshal(revision) if not is_string(revision)
