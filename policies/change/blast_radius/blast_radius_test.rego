package change.blast_radius_test

import data.change.blast_radius

_found(reach) := [finding |
	some finding in blast_radius.findings with input as {"pull": {
		"blastRadius": {"tenants": 2, "environments": 2, "clusters": null, "roots": 3},
		"reach": object.union(_narrow, reach),
	}}
]

_narrow := {
	"tenants": ["a"],
	"environments": ["production"],
	"clusters": [],
	"roots": ["terraform:a"],
	"through": [],
	"production": true,
}

test_too_many_roots_are_told_with_what_they_share if {
	roots := ["terraform:a", "terraform:b", "terraform:c", "terraform:d"]
	[finding] := _found({"roots": roots, "through": [{"path": "modules/shared-db", "roots": 4}]})
	finding.messageId == "roots_through"
	finding.arguments.through == "modules/shared-db"
	finding.measure == "6"
}

test_roots_that_share_nothing_are_told_alone if {
	[finding] := _found({"roots": ["a", "b", "c", "d"]})
	finding.messageId == "roots"
}

test_roots_beside_production_are_advice if {
	[finding] := _found({"roots": ["a", "b", "c", "d"], "through": [{"path": "m", "roots": 4}], "production": false})
	finding.messageId == "roots_elsewhere"
}

test_too_many_tenants_are_named if {
	[finding] := _found({"tenants": ["a", "b", "c"]})
	finding.messageId == "tenants"
	finding.arguments == {"count": "3", "names": "a, b, c", "most": "2"}
	finding.measure == "4"
}

test_at_the_limit_it_is_quiet if _found({"tenants": ["a", "b"], "environments": ["production", "staging"]}) == []

test_without_a_limit_any_number_passes if _found({"clusters": ["a", "b", "c", "d"]}) == []

test_what_reaches_no_production_is_advice if {
	[finding] := _found({"environments": ["a", "b", "c"], "production": false})
	finding.messageId == "environments_elsewhere"
}

test_two_bounds_are_one_finding if {
	[finding] := _found({"tenants": ["a", "b", "c"], "environments": ["production", "staging", "test"]})
	finding.messageId == "tenants"
}

test_only_the_first_names_are_told if {
	[finding] := _found({"tenants": ["a", "b", "c", "d", "e", "f"]})
	finding.arguments.names == "a, b, c, d, e, …"
}
