# METADATA
# title: Owners change with their consent
# description: |
#   Whoever owns something agrees before somebody else does: a namespace, a project, a folder or an account that gets other
#   owners by the files of tenantSources.
# scope: package
# custom:
#   id: TEN-030
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   messageEnforcement:
#     joins: {production: confirm, elsewhere: confirm}
#     leaves: {production: confirm, elsewhere: confirm}
#     orphaned: {production: confirm, elsewhere: confirm}
#     gains: {production: confirm, elsewhere: confirm}
#   scope: pull
#   kinds: []
#   reads: []
#   needs: [file, registry]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: [ownership]
package tenancy.owner_changed

# Of those who own it now.
findings contains finding if {
	some move in input.pull.ownershipMoves
	message := _message(move)
	not _agreed(message, move.before)
	finding := _finding(move, message, move.owners)
}

# Of those who get it, apart: their word is not that of the others. Of a tenant that nothing in force knows, nobody is asked.
findings contains finding if {
	some move in input.pull.ownershipMoves
	count(move.gaining) > 0
	not _agreed("gains", _gained(move))
	finding := _finding(move, "gains", move.gaining)
}

# Whoever opens the pull request speaks for their team, but does not give away alone what is the whole team's.
_agreed(message, teams) if {
	not message in {"moves", "shares"}
	some team in input.pull.teams
	lower(team) in teams
}

_finding(move, message, owners) := {
	"messageId": message,
	"subject": move.path,
	# What passes to whom is what is approved.
	"path": array.concat(array.concat(["owners"], move.after), _names(move)),
	"owners": owners,
	"arguments": {
		"things": _listed(_names(move)),
		"gained": _teams(_gained(move)),
		"lost": _teams(_lost(move)),
		"kept": _teams([team | some team in move.before; team in move.after]),
	},
}

_message(move) := "moves" if {
	count(_gained(move)) > 0
	count(_lost(move)) > 0
}

_message(move) := "shares" if {
	move.foreign
	count(_lost(move)) == 0
}

_message(move) := "joins" if {
	not move.foreign
	count(_gained(move)) > 0
	count(_lost(move)) == 0
}

_message(move) := "leaves" if {
	count(_gained(move)) == 0
	count(move.after) > 0
}

_message(move) := "orphaned" if count(move.after) == 0

_gained(move) := [team | some team in move.after; not team in move.before]

_lost(move) := [team | some team in move.before; not team in move.after]

_teams(teams) := concat(", ", teams)

_names(move) := [concat(thing.what, _around[thing.asset]) | some thing in move.things]

# What stands before the name and behind it.
_around := {
	"namespaces": ["Namespace ", ""],
	"argoProjects": ["AppProject ", ""],
	"accounts": ["AWS account ", ""],
	"paths": ["", "/"],
}

_most := 5

_listed(names) := concat(", ", names) if count(names) <= _most

_listed(names) := $`{concat(", ", array.slice(names, 0, _most))} … ({count(names)})` if count(names) > _most
