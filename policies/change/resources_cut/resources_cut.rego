# METADATA
# title: Resources not cut in half
# description: A change does not take more than half of the CPU or memory of a container away at once.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# scope: package
# custom:
#   id: CHG-006
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     cut: {number: percent, atMost: most}
#   scope: change
#   kinds: [workload, aws_ecs_task_definition]
#   reads: ["{pod}/containers/*/resources/limits/memory", "{pod}/containers/*/resources/requests/cpu"]
#   needs: [rendered]
#   facts: [limitRanges]
#   parameters:
#     reductionPercentMax:
#       description: A reduction by more than this share is looked at.
#       type: number
#       minimum: 0
#       maximum: 99
#       default: 50
#   supersedes: []
#   peers: []
#   tags: []
package change.resources_cut

import data.lib.change
import data.lib.parameter
import data.lib.setting
import data.lib.value
import data.lib.workload

# What a container asks for mostly moves together with what it may use: one finding for CPU, and one for memory.
findings contains finding if {
	some pair in _pairs
	some name in ["cpu", "memory"]
	cut := [cut | some kind in ["limits", "requests"]; cut := _cut(pair, kind, name)][0]
	finding := {
		"messageId": cut.message,
		"subject": pair.item.id,
		"path": cut.path,
		"evidence": [_path(pair, kind, name) | some kind in ["limits", "requests"]],
		"arguments": {
			"workload": pair.workload,
			"container": pair.name,
			"resource": concat(" ", [name, cut.kind]),
			"before": cut.before,
			"after": cut.after,
			"percent": cut.percent,
			"most": json.marshal(_most),
		},
	}
}

findings contains finding if {
	some pair in _pairs
	path := [path |
		some name in ["cpu", "memory"]
		some kind in ["limits", "requests"]
		path := _path(pair, kind, name)
		change.became_unknown(pair.item, path)
	][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": pair.item.id,
		"path": path,
		"arguments": {"workload": pair.workload, "container": pair.name},
	}
}

findings contains finding if {
	some item in input.changes
	item.type == "aws_ecs_task_definition"
	change.edits(item)
	cut := _task_cuts(item)[0]
	finding := {
		"messageId": "cut",
		"subject": item.id,
		"path": cut.path,
		"arguments": object.union({"workload": item.address}, cut.arguments),
	}
}

# Containers of one name on both sides.
_pairs := [{
	"item": item,
	"name": after.name,
	"workload": after.workload,
	"path": after.path,
	"before": _resources(item.before, before.path),
	"after": _resources(item.after, after.path),
} |
	some item in input.changes
	change.edits(item)
	some after in workload.containers_of(item.after)
	after.list != "ephemeralContainers"
	some before in workload.containers_of(item.before)
	before.name == after.name
	before.list == after.list
	not _same(item, before.path, after.path)
]

_resources(side, path) := {"side": side, "path": array.concat(path, ["resources"])}

_same(item, before, after) if {
	count(item.after.unknown) == 0
	old := object.get(item.before.object, array.concat(before, ["resources"]), null)
	old == object.get(item.after.object, array.concat(after, ["resources"]), null)
}

_path(pair, kind, name) := array.concat(pair.path, ["resources", kind, name])

_cut(pair, kind, name) := cut if {
	not value.unknown(pair.item.after, _path(pair, kind, name))
	before := _standing(pair.before, kind, name)
	after := _standing(pair.after, kind, name)
	quantity.compare(quantity.multiply(after, "100"), quantity.multiply(before, _left)) < 0
	cut := {
		"message": "cut",
		"kind": kind,
		"path": _path(pair, kind, name),
		"before": _text(before),
		"after": _text(after),
		"percent": _percent(quantity.decimal(before), quantity.decimal(after)),
	}
} else := cut if {
	# A limit that goes leaves more; a request that goes leaves nothing that the scheduler keeps free.
	kind == "requests"
	not _told(pair.after, name)
	before := _standing(pair.before, kind, name)
	quantity.compare(before, "0") > 0
	cut := {"message": "request_gone", "kind": kind, "path": _path(pair, kind, name), "before": _text(before), "after": "-", "percent": "100"}
}

_left := json.marshal(100 - _most)

_most := parameter.value("CHG-006", "reductionPercentMax")

# What is told as too much is never rounded down to what passes.
_percent(before, after) := json.marshal(ceil(lost)) if {
	lost := 100 - ((to_number(after) * 100) / to_number(before))
	round(lost) <= _most
} else := json.marshal(round(100 - ((to_number(after) * 100) / to_number(before))))

_told(holder, name) if _ := _standing(holder, "requests", name)

_told(holder, name) if {
	some kind in ["requests", "limits"]
	value.unknown(holder.side, array.concat(holder.path, [kind, name]))
}

# A request that is not written is the limit; what neither says, the LimitRange of the namespace does.
_standing(holder, kind, name) := own if {
	own := value.get(holder.side, array.concat(holder.path, [kind, name]))
} else := limit if {
	kind == "requests"
	limit := value.get(holder.side, array.concat(holder.path, ["limits", name]))
} else := input.facts.limitRanges[holder.side.namespace][kind][name] if {
	value.absent(holder.side, array.concat(holder.path, [kind, name]))
}

# Tasks of ECS say it in numbers, for the task as a whole or for each container.
_task_cuts(item) := array.concat(_whole_task(item), _container_cuts(item))

_whole_task(item) := [{"path": [field], "arguments": _words("task", field, before, after)} |
	some field in ["cpu", "memory"]
	before := setting.number(value.get(item.before, [field]))
	after := setting.number(value.get(item.after, [field]))
	_halved(before, after)
]

_container_cuts(item) := [{"path": _place(item.after, [index, field]), "arguments": _words(definition.name, field, before, after)} |
	some index, definition in _definitions(item.after)
	some other in _definitions(item.before)
	other.name == definition.name
	some field in ["cpu", "memory", "memoryReservation"]
	before := setting.number(other[field])
	after := setting.number(definition[field])
	_halved(before, after)
]

_halved(before, after) if after * 100 < before * (100 - _most)

_words(container, field, before, after) := {
	"container": container,
	"resource": field,
	"before": json.marshal(before),
	"after": json.marshal(after),
	"percent": _percent(before, after),
	"most": json.marshal(_most),
}

_definitions(side) := list if {
	text := value.get(side, ["container_definitions"])
	is_string(text)
	list := json.unmarshal(text)
	is_array(list)
} else := list if {
	list := value.get(side, ["container_definitions"])
	is_array(list)
} else := []

_place(side, inner) := array.concat(["container_definitions"], inner) if is_array(value.get(side, ["container_definitions"]))

_place(side, _) := ["container_definitions"] if is_string(value.get(side, ["container_definitions"]))

_text(bound) := bound if is_string(bound)

_text(bound) := json.marshal(bound) if not is_string(bound)
