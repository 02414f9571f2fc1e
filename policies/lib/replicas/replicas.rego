# METADATA
# title: How many replicas are allowed
# description: The ceilings that tenants and the organisation set for the number of replicas.
# scope: package
package lib.replicas

import data.lib.parameter

# maximum is the lowest of what the owners of a resource and the organisation allow. tenant is "" for the organisation,
# whose ceiling is the parameter.
maximum(resource, rule, setting) := [lowest |
	all := array.concat(
		[{"max": max, "tenant": tenant} | some tenant in resource.owner; max := input.facts.limits[tenant].replicas.max],
		[{"max": max, "tenant": ""} | max := parameter.value(rule, setting)],
	)
	some lowest in all
	every other in all { lowest.max <= other.max }
][0]

# message tells whose ceiling it is.
message(found) := "organisation" if found.tenant == ""

message(found) := "tenant" if found.tenant != ""
