package lib.replicas_test

import data.lib.replicas

_resource := {"owner": ["payments", "shared"]}

_facts := {"limits": {"payments": {"replicas": {"max": 40}}, "shared": {"replicas": {"max": 20}}}}

test_the_lowest_maximum_of_all_owners_counts if {
	found := replicas.maximum(_resource, "RES-008", "max") with input as {"facts": _facts} with data.parameters as {}
	found == {"max": 20, "tenant": "shared"}
	replicas.message(found) == "tenant"
}

test_the_organisation_may_be_stricter if {
	found := replicas.maximum(_resource, "RES-008", "max") with input as {"facts": _facts}
		with data.parameters as {"RES-008": {"max": 10}}
	replicas.message(found) == "organisation"
}

test_without_a_ceiling_there_is_none if {
	not replicas.maximum(_resource, "RES-008", "max") with input as {"facts": {"limits": {}}}
		with data.parameters as {"RES-008": {"max": null}}
}
