# METADATA
# title: Quotas within the allocation
# description: The quotas of a tenant's namespaces hand out no more than the tenant has, and no LimitRange gives a container more than it may use.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#   - ref: https://kubernetes.io/docs/concepts/policy/limit-range/
# scope: package
# custom:
#   id: RES-016
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     quota: {number: asked, atMost: allowed}
#     limit_range: {number: value, atMost: cap}
#   scope: root
#   kinds: [core/ResourceQuota, core/LimitRange]
#   reads:
#     - "core/ResourceQuota:/spec/hard/*"
#     - "core/LimitRange:/spec/limits/*/max/memory"
#   needs: [rendered, registry]
#   facts: [excesses, limits, quotas]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package resources.quota_allocation

import data.lib.container_ceiling
import data.lib.open
import data.lib.value

findings contains finding if {
	some row in input.facts.excesses
	row.of == "allocation"
	quota := [resource | some resource in _of("core/ResourceQuota"); resource.address == row.address][0]
	path := _written(quota, row.resource)
	finding := {
		"messageId": "quota",
		"subject": quota.id,
		"path": path,
		"arguments": {"tenant": row.name, "resource": row.resource, "asked": row.asked, "allowed": row.allowed},
		"measure": row.excess,
	}
}

findings contains finding if {
	some range in _of("core/LimitRange")
	some bound in _bounds(range)
	found := container_ceiling.lowest(range, bound.name, "RES-016", "")
	quantity.compare(bound.value, found.cap) == 1
	finding := {
		"messageId": "limit_range",
		"subject": range.id,
		"path": bound.path,
		"arguments": {
			"field": bound.path[3],
			"resource": bound.name,
			"value": bound.value,
			"tenant": found.tenant,
			"cap": found.cap,
		},
		"measure": quantity.decimal(bound.value),
		"fix": {"op": "replace", "path": bound.path, "value": found.cap},
	}
}

findings contains finding if {
	some resource in input.resources
	some path in _doubts(resource)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"tenants": resource.owner},
	}
}

_of(type) := [resource | some resource in input.resources; resource.type == type]

# A quota may call by another name what the tenant's share calls by one of these.
_written(quota, name) := [path |
	some spelling in [name, concat(".", ["requests", name]), trim_prefix(name, "requests."), concat("/", ["count", name]), trim_prefix(name, "count/")]
	path := ["spec", "hard", spelling]
	value.known(quota, path)
][0]

# What containers get without asking matters only where nothing says how much they may have at most.
_bounds(range) := [bound |
	some index, item in value.get(range, ["spec", "limits"])
	item.type == "Container"
	some name in ["cpu", "memory"]
	field := [field | some field in ["max", "default"]; item[field][name]][0]
	bound := {"name": name, "value": item[field][name], "path": ["spec", "limits", index, field, name]}
]

# Each unknown value once, where the answer may hang on it: a share of nothing is exceeded by nothing.
_doubts(quota) := {path |
	count(quota.unknown) > 0
	some tenant in quota.owner
	count(input.facts.quotas[tenant]) > 0
	some path in open.paths(quota, ["spec", "hard", "*"])
} if {
	quota.type == "core/ResourceQuota"
}

_doubts(range) := {path |
	count(range.unknown) > 0
	some name in ["cpu", "memory"]
	container_ceiling.lowest(range, name, "RES-016", "")
	some field in ["max", "default"]
	some path in open.paths(range, ["spec", "limits", "#", field, name])
} if {
	range.type == "core/LimitRange"
}
