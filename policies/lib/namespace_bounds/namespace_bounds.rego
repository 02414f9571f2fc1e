# METADATA
# title: What a namespace may use
# description: Reads the bounds of ResourceQuotas and LimitRanges into one list, with the defaults that Kubernetes fills in.
# scope: package
package lib.namespace_bounds

import data.lib.value

# bounds lists what one side of a change bounds: {key, of, name, path, value}. `of` says what is bounded: the whole
# namespace (`quota`), or each container, pod or claim (`max`, `min`, `default`, `defaultRequest`, `ratio`).
bounds(side) := [{"key": ["quota", name], "of": "quota", "name": name, "path": ["spec", "hard", name], "value": bound} |
	some name, bound in value.get(side, ["spec", "hard"])
	quantity.decimal(bound)
] if {
	side.type == "core/ResourceQuota"
}

bounds(side) := [bound |
	some index, item in value.get(side, ["spec", "limits"])
	some of, standing in _standing(item)
	some name, found in standing.values
	quantity.decimal(found)
	bound := {
		"key": [object.get(item, "type", ""), of, name],
		"of": of,
		"name": name,
		"path": ["spec", "limits", index, standing.field, name],
		"value": found,
	}
] if {
	side.type == "core/LimitRange"
}

_standing(item) := {
	"max": {"field": "max", "values": _map(item, "max")},
	"min": {"field": "min", "values": _map(item, "min")},
	"ratio": {"field": "maxLimitRequestRatio", "values": _map(item, "maxLimitRequestRatio")},
	"default": {"field": "default", "values": _defaults(item)},
	"defaultRequest": {"field": "defaultRequest", "values": _default_requests(item)},
}

# Kubernetes fills in, for containers: a default from the maximum, and a requested default from the default.
_defaults(item) := object.union(_map(item, "max"), _map(item, "default")) if item.type == "Container"

_defaults(item) := {} if not item.type == "Container"

_default_requests(item) := object.union(object.union(_map(item, "min"), _defaults(item)), _map(item, "defaultRequest")) if {
	item.type == "Container"
}

_default_requests(item) := {} if not item.type == "Container"

_map(item, field) := found if {
	found := item[field]
	is_object(found)
} else := {}

# written tells where a bound is written: a default that Kubernetes fills in stands at the list's element.
written(side, bound) := bound.path if value.known(side, bound.path)

written(side, bound) := array.slice(bound.path, 0, 3) if not value.known(side, bound.path)

# unreadable holds where something of it cannot be told.
unreadable(side) if value.partly_unknown(side, ["spec"])
