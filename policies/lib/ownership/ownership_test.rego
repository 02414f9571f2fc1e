package lib.ownership_test

import data.lib.ownership

_tenants := {"a": {"teams": ["org/a"]}, "b": {"teams": ["org/b", "org/a"]}, "c": {"teams": ["org/c"]}}

test_tenants_with_a_team_in_common_are_not_foreign if {
	not ownership.foreign(["a"], ["b"]) with input.facts.tenants as _tenants
}

test_tenants_without_a_team_in_common_are_foreign if {
	ownership.foreign(["a"], ["c"]) with input.facts.tenants as _tenants
}

test_one_tenant_on_both_sides_is_not_foreign if {
	not ownership.foreign(["a", "c"], ["c"]) with input.facts.tenants as _tenants
}

test_nobody_is_not_foreign if {
	not ownership.foreign([], ["c"]) with input.facts.tenants as _tenants
}

test_a_steward_is_one_of_the_tenants if {
	ownership.steward(["a", "p"]) with input.facts.tenants as {"a": {"steward": false}, "p": {"steward": true}}
	not ownership.steward(["a"]) with input.facts.tenants as {"a": {"steward": false}}
}

test_a_tenant_lists_what_it_owns if {
	ownership.lists(["a"], "hosts") with input.facts.tenants as {"a": {"owns": ["hosts"]}}
	not ownership.lists(["a"], "accounts") with input.facts.tenants as {"a": {"owns": ["hosts"]}}
}

test_what_has_no_owner_belongs_to_the_owner_of_its_file if {
	ownership.holder({"owner": ["a"], "pathOwner": ["b"]}) == ["a"]
	ownership.holder({"owner": [], "pathOwner": ["b"]}) == ["b"]
}

test_without_tenants_nothing_is_registered if {
	not ownership.registered with input.facts.tenants as {}
	ownership.registered with input.facts.tenants as _tenants
}

test_a_tenant_goes_by_its_own_name_and_those_of_its_teams if {
	ownership.called("B") == ["b"] with input.facts.tenants as _tenants
	ownership.called("a") == ["a", "b"] with input.facts.tenants as _tenants
	ownership.called("org/a") == [] with input.facts.tenants as _tenants
}
