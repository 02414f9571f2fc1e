# METADATA
# title: Sensitive variables seen
# description: Where a variable or a key of a ConfigMap changes whose name the configuration calls sensitive, somebody looks.
# scope: package
# custom:
#   id: CHG-026
#   severity: low
#   enforcement: {production: review, elsewhere: "off"}
#   scope: change
#   kinds: [workload, aws_ecs_task_definition, core/ConfigMap]
#   reads: ["{pod}/containers/*/env/*/value", "core/ConfigMap:/data/*"]
#   needs: [rendered]
#   facts: [sensitiveNames]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.variable_changed

import data.lib.change
import data.lib.value
import data.lib.workload

findings contains finding if {
	some turned in _turned
	finding := {
		"messageId": "changed",
		"subject": turned.item.id,
		"path": _path(turned),
		"evidence": _evidence(turned),
		"arguments": {"object": change.name(turned.item), "name": turned.name},
	}
}

findings contains finding if {
	some item in _edits
	some name, variable in _variables(item.after)
	some old in [_variables(item.before)[name]]
	value.unknown(item.after, variable.path)
	_became_unknown(item, variable, old)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": variable.path,
		"arguments": {"object": change.name(item), "name": variable.name},
	}
}

# Without a name that is called sensitive there is nothing to compare.
_edits := [item |
	count(input.facts.sensitiveNames) > 0
	some item in input.changes
	change.edits(item)
]

_became_unknown(item, _, old) if not value.unknown(item.before, old.path)

_became_unknown(item, variable, _) if change.rewritten(item, variable.path)

_turned := [{"item": item, "name": side.name, "before": old, "after": new} |
	some item in _edits
	before := _variables(item.before)
	after := _variables(item.after)
	some key in (object.keys(before) | object.keys(after))
	old := object.get(before, key, null)
	new := object.get(after, key, null)
	_differs(item, old, new)
	side := [one | some one in [new, old]; one != null][0]
]

_differs(_, null, new) if new != null

_differs(_, old, null) if old != null

_differs(item, old, new) if {
	old != null
	new != null
	not value.unknown(item.after, new.path)
	not value.unknown(item.before, old.path)
	_another(old.said, new.said)
}

# What was masked says itself whether it is another; from elsewhere it is only another where it stands alone.
_another(_, new) if new["$secret"].changed == true

_another(old, new) if {
	not _masked(old, new)
	old != new
}

_masked(old, new) if {
	old["$secret"]
	new["$secret"]
}

# What is gone is shown at the whole object.
_path(turned) := turned.after.path if turned.after != null

_path(turned) := [] if turned.after == null

# A marker looks the same for another secret: then the finding rests on the whole object.
_evidence(turned) := [turned.after.path, []] if turned.after.said["$secret"]

_evidence(turned) := [_path(turned)] if not turned.after.said["$secret"]

# _variables has the sensitive ones of one side by container and name: {name, path, said}.
_variables(side) := {key: variable |
	some found in array.concat(array.concat(_in_pods(side), _in_tasks(side)), _in_maps(side))
	input.facts.sensitiveNames[found.name]
	key := concat(" ", [found.container, found.name])
	variable := {"name": found.name, "path": found.path, "said": found.said}
}

_in_pods(side) := [{"container": container.name, "name": entry.name, "path": path, "said": said} |
	workload.pod_paths[side.type]
	some container in workload.containers_of(side)
	list := array.concat(container.path, ["env"])
	some index, entry in value.get(side, list)
	is_string(entry.name)
	path := array.concat(list, [index, _field(entry)])
	said := object.get(entry, _field(entry), null)
]

_field(entry) := "valueFrom" if object.get(entry, "valueFrom", null) != null

_field(entry) := "value" if object.get(entry, "valueFrom", null) == null

_in_tasks(side) := [{"container": object.get(definition, "name", json.marshal(index)), "name": entry.name, "path": path, "said": said} |
	side.type == "aws_ecs_task_definition"
	written := value.get(side, ["container_definitions"])
	some index, definition in _opened(written)
	some list in ["environment", "secrets"]
	some place, entry in definition[list]
	is_string(entry.name)
	said := object.get(entry, "valueFrom", object.get(entry, "value", null))
	path := _task_path(written, [index, list, place])
]

_opened(written) := written if is_array(written)

_opened(written) := list if {
	is_string(written)
	list := json.unmarshal(written)
	is_array(list)
}

_task_path(written, inner) := array.concat(["container_definitions"], inner) if is_array(written)

_task_path(written, _) := ["container_definitions"] if is_string(written)

_in_maps(side) := [{"container": "", "name": name, "path": [field, name], "said": _said(side, [field, name])} |
	side.type == "core/ConfigMap"
	some field in ["data", "binaryData"]
	some name in _keys(side, field)
]

# A key whose value is unknown is not in the object.
_keys(side, field) := object.keys(value.get_or(side, [field], {})) | {name |
	some pointer, _ in side.unknown
	parts := split(pointer, "/")
	count(parts) == 3
	parts[1] == field
	name := replace(replace(parts[2], "~1", "/"), "~0", "~")
}

_said(side, path) := said if {
	said := value.get(side, path)
} else := null
