# METADATA
# title: State stays where it is
# description: A change of the backend, of what is imported, or of the root that something stands in is looked at first.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/backend
#   - ref: https://developer.hashicorp.com/terraform/cli/commands/init#backend-initialization
#   - ref: https://developer.hashicorp.com/terraform/language/import
# scope: package
# custom:
#   id: CHG-014
#   severity: critical
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: [import, "provider.*", terraform]
#   reads: ["terraform:/backend/*/key", "terraform:/backend/*/bucket"]
#   needs: [file]
#   facts: [relocated]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.state_moved

import data.lib.change
import data.lib.value

# Another place, or none any more. A root that is gone altogether has no state that could move.
findings contains finding if {
	_touched
	before := _state(_backend_before)
	after := _state(_backend_after)
	_differs(before, after)
	finding := {
		"messageId": "backend",
		"subject": _subject.id,
		"path": _path,
		"evidence": [_list(_backend_after)],
		"arguments": {"before": before.name, "after": after.name},
	}
}

# What is left out may be given on the command line, and be what is written down now.
findings contains finding if {
	_touched
	before := _state(_backend_before)
	after := _state(_backend_after)
	not _differs(before, after)
	not value.partly_unknown(_backend_after, _list(_backend_after))
	names := _said_once(before, after)
	count(names) > 0
	finding := {
		"messageId": "partly_said",
		"kind": "open",
		"subject": _subject.id,
		"path": _path,
		"evidence": [_list(_backend_after)],
		"arguments": {"names": names},
	}
}

findings contains finding if {
	_touched
	side := _backend_after
	path := [path |
		some name in _names(side)
		path := array.concat(_block(side), [name])
		value.unknown(side, path)
	][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": _subject.id,
		"path": path,
		"arguments": {},
	}
}

findings contains finding if {
	some item in input.changes
	item.type == "import"
	_takes_in(item)
	finding := {
		"messageId": "imported",
		"subject": item.id,
		"path": [],
		"evidence": [["to"], ["id"]],
		"arguments": {"address": value.get(item.after, ["to"]), "thing": _thing(item.after)},
	}
}

# Terraform moves nothing between states: it destroys in the one what it makes in the other.
findings contains finding if {
	some from, moved in input.facts.relocated
	not moved.sameState
	finding := {
		"messageId": "relocated",
		"subject": "",
		"path": [],
		"arguments": {"from": trim_prefix(from, "terraform:"), "addresses": moved.addresses},
	}
}

_takes_in(item) if item.action == "create"

_takes_in(item) if {
	change.edits(item)
	some name in ["to", "id"]
	change.differs(item, [name])
}

_thing(side) := id if {
	id := value.get(side, ["id"])
	is_string(id)
} else := "?"

# One block of a root has its backend; the others have providers and versions.
_blocks := [item |
	some item in input.changes
	item.type == "terraform"
	_has_backend(item)
]

_has_backend(item) if _keeps_state(item.before)

_has_backend(item) if _keeps_state(item.after)

_keeps_state(side) if {
	some list in ["backend", "cloud"]
	count(value.get(side, [list])) > 0
}

# The root was there before and is there now, and the block in question changes.
_touched if {
	count(_blocks) > 0
	count(input.resources) > 0
	not _is_new
}

# A root of which every block is made has no state yet.
_is_new if {
	count([item | some item in input.changes; item.type == "terraform"; item.before != null]) == 0
	count([resource | some resource in input.resources; resource.type == "terraform"]) == count(_created)
}

_created := [item | some item in input.changes; item.type == "terraform"; item.action == "create"]

_backend_before := [item.before | some item in _blocks; _keeps_state(item.before)][0]

_backend_before := {"object": {}, "unknown": {}} if {
	count([item | some item in _blocks; _keeps_state(item.before)]) == 0
}

_backend_after := [item.after | some item in _blocks; _keeps_state(item.after)][0]

_backend_after := {"object": {}, "unknown": {}} if {
	count([item | some item in _blocks; _keeps_state(item.after)]) == 0
}

_subject := found[0] if {
	found := [item | some item in _blocks; _keeps_state(item.after)]
} else := _blocks[0]

_path := array.concat(_block(_backend_after), [_moved_name]) if {
	_keeps_state(_backend_after)
	value.known(_backend_after, array.concat(_block(_backend_after), [_moved_name]))
} else := _list(_subject_side)

_subject_side := change.side(_subject)

_moved_name := [name |
	some name in _names(_backend_after)
	place := array.concat(_block(_backend_after), [name])
	not _same(_backend_before, _backend_after, place)
][0]

_same(before, after, path) if value.get(before, path) == value.get(after, path)

_list(side) := ["cloud"] if count(value.get(side, ["cloud"])) > 0

_list(side) := ["backend"] if not value.known(side, ["cloud"])

_block(side) := array.concat(_list(side), [0])

# What a state is called: the arguments that say where it is kept. Who may read it, and how, is nothing to its place.
_state(side) := {"type": type, "said": said, "name": name} if {
	_keeps_state(side)
	type := _type(side)
	said := {name: written |
		some name in _names(side)
		written := value.get(side, array.concat(_block(side), [name]))
	}
	words := array.concat([type], [word |
		some name in sort(object.keys(said))
		word := concat("=", [name, _text(said[name])])
	])
	name := concat(" ", words)
}

_state(side) := {"type": "local", "said": {}, "name": "local"} if not _keeps_state(side)

_type(side) := "cloud" if _list(side) == ["cloud"]

_type(side) := value.get(side, ["backend", 0, "type"]) if _list(side) == ["backend"]

_text(written) := written if is_string(written)

_text(written) := json.marshal(written) if not is_string(written)

_differs(before, after) if before.type != after.type

_differs(before, after) if {
	some name, written in before.said
	after.said[name] != written
}

_differs(before, after) if {
	before.type == after.type
	some name in _optional
	_or_default(before, name) != _or_default(after, name)
}

# What has a default stands without being said.
_or_default(state, name) := object.get(state.said, name, _defaults[name])

_optional := object.keys(_defaults)

_defaults := {"workspace_key_prefix": "env:", "hostname": "app.terraform.io", "namespace": "default"}

_said_once(before, after) := sort((once - both) - _optional) if {
	before.type == after.type
	once := object.keys(before.said) | object.keys(after.said)
	both := object.keys(before.said) & object.keys(after.said)
}

_names(side) := _places[_type(side)]

_names(side) := [name | some name, _ in value.get(side, _block(side)); name != "type"] if not _places[_type(side)]

_places := {
	"azurerm": ["storage_account_name", "container_name", "key"],
	"cloud": ["hostname", "organization", "workspaces"],
	"consul": ["path"],
	"cos": ["bucket", "prefix", "key"],
	"gcs": ["bucket", "prefix"],
	"http": ["address"],
	"kubernetes": ["namespace", "secret_suffix"],
	"local": ["path"],
	"oss": ["bucket", "prefix", "key"],
	"pg": ["schema_name"],
	"remote": ["hostname", "organization", "workspaces"],
	"s3": ["bucket", "key", "workspace_key_prefix"],
}
