package lib.authorship_test

import data.lib.authorship

_facts(author) := {
	"tenants": {"payments": {"teams": ["acme/payments"]}, "search": {"teams": ["acme/search", "acme/find"]}},
	"author": author,
}

_ren := {"login": "ren", "teams": ["acme/search"], "tenants": ["search"], "steward": false}

test_an_author_is_asked_about if authorship.asked with input.facts as _facts(_ren)

test_a_steward_may_change_anything if not authorship.asked with input.facts as _facts(object.union(_ren, {"steward": true}))

test_nobody_is_not_asked_about if not authorship.asked with input.facts as _facts(null)

test_without_a_registry_nobody_is_asked if not authorship.asked with input.facts as {"tenants": {}, "author": _ren}

test_what_none_of_the_teams_owns_is_foreign if {
	authorship.foreign(["payments"]) with input.facts as _facts(_ren)
	not authorship.foreign(["payments", "search"]) with input.facts as _facts(_ren)
	not authorship.foreign([]) with input.facts as _facts(_ren)
}

test_teams_are_named_once if {
	authorship.teams(["search", "payments"]) == "acme/find, acme/payments, acme/search" with input.facts as _facts(_ren)
}

test_reading_touches_nothing if {
	not authorship.touching({"action": "read"})
	authorship.touching({"action": "delete"})
}

test_a_deletion_has_one_side if count(authorship.sides({"before": {"id": "b"}, "after": null})) == 1
