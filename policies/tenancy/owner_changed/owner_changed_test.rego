package tenancy.owner_changed_test

import data.tenancy.owner_changed

_move(before, after, foreign) := {
	"things": [{"asset": "namespaces", "what": "orders-prod"}],
	"before": before, "after": after, "foreign": foreign,
	"owners": ["orders"], "gaining": [], "path": "ns/rbac.yaml",
}

_found(move) := {finding.messageId: finding.arguments |
	some finding in owner_changed.findings with input as {"pull": {"ownershipMoves": [move]}}
}

test_another_owner_is_a_move if {
	found := _found(_move(["a/orders"], ["a/payments"], true))
	found == {"moves": {"things": "Namespace orders-prod", "gained": "a/payments", "lost": "a/orders", "kept": ""}}
}

test_a_stranger_beside_the_owner_shares if {
	object.keys(_found(_move(["a/orders"], ["a/orders", "a/payments"], true))) == {"shares"}
}

test_a_team_beside_the_owners_joins if {
	object.keys(_found(_move(["a/orders"], ["a/core", "a/orders"], false))) == {"joins"}
}

test_one_of_two_leaves if {
	found := _found(_move(["a/core", "a/orders"], ["a/orders"], false))
	found.leaves.lost == "a/core"
	found.leaves.kept == "a/orders"
}

test_nobody_is_left if object.keys(_found(_move(["a/orders"], [], false))) == {"orphaned"}

test_owners_and_those_who_gain_are_asked_apart if {
	move := object.union(_move(["a/orders"], ["a/payments"], true), {"gaining": ["payments"]})
	found := owner_changed.findings with input as {"pull": {"ownershipMoves": [move]}}
	{[finding.messageId, finding.owners] | some finding in found} == {["moves", ["orders"]], ["gains", ["payments"]]}
}

_by(move, team) := {finding.messageId |
	some finding in owner_changed.findings with input as {"pull": {"teams": [team], "ownershipMoves": [move]}}
}

test_the_author_speaks_for_their_team if {
	_by(_move(["a/orders"], ["a/core", "a/orders"], false), "A/Orders") == set()
	_by(_move(["a/orders"], [], false), "a/other") == {"orphaned"}
	move := object.union(_move(["a/orders"], ["a/payments"], true), {"gaining": ["payments"]})
	_by(move, "a/payments") == {"moves"}
	_by(move, "a/orders") == {"moves", "gains"}
}

test_many_things_are_counted if {
	things := [{"asset": "namespaces", "what": $"n{number}"} | some number in numbers.range(1, 7)]
	found := _found(object.union(_move(["a/orders"], ["a/payments"], true), {"things": things}))
	endswith(found.moves.things, "Namespace n5 … (7)")
}

test_what_stays_is_quiet if {
	owner_changed.findings == set() with input as {"pull": {"ownershipMoves": []}}
}
