# METADATA
# title: Ceilings for containers
# description: What tenants and the organisation allow each container.
# scope: package
package lib.container_ceiling

import data.lib.parameter

# lowest is the lowest of what the owners of a resource and the organisation allow each container. tenant is "" for the
# organisation, whose ceiling is the parameter.
lowest(resource, name, rule, setting) := [found |
	all := array.concat(
		[{"cap": cap, "tenant": tenant} |
			some tenant in resource.owner
			cap := input.facts.limits[tenant].container[name]
		],
		[{"cap": cap, "tenant": ""} | cap := parameter.value(rule, setting)],
	)
	some found in all
	every other in all { quantity.compare(found.cap, other.cap) <= 0 }
][0]

# message tells whose ceiling it is.
message(found) := "organisation" if found.tenant == ""

message(found) := "tenant" if found.tenant != ""
