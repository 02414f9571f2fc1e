package lib.container_ceiling_test

import data.lib.container_ceiling

_pod := {"id": "p", "type": "core/Pod", "owner": ["payments"], "unknown": {}, "object": {}}

test_the_lowest_ceiling_counts if {
	facts := {"limits": {"payments": {"container": {"memory": "8Gi"}}}}
	found := container_ceiling.lowest(_pod, "memory", "RES-004", "maxMemory") with input as {"facts": facts}
		with data.parameters as {"RES-004": {"maxMemory": "4Gi"}}
	found == {"cap": "4Gi", "tenant": ""}
	container_ceiling.message(found) == "organisation"
	tenants := container_ceiling.lowest(_pod, "memory", "RES-004", "maxMemory") with input as {"facts": facts}
		with data.parameters as {}
	container_ceiling.message(tenants) == "tenant"
}

test_without_a_ceiling_there_is_none if {
	not container_ceiling.lowest(_pod, "cpu", "RES-004", "maxCpu") with input as {"facts": {"limits": {}}}
		with data.parameters as {}
}
