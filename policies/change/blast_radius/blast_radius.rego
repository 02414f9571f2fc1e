# METADATA
# title: Blast radius within bounds
# description: |
#   One change reaches no more tenants, environments, clusters and roots than the configuration allows. What moves without a
#   value of it changing reaches nothing.
# scope: package
# custom:
#   id: CHG-020
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   messageEnforcement:
#     tenants_elsewhere: {production: advise, elsewhere: advise}
#     environments_elsewhere: {production: advise, elsewhere: advise}
#     clusters_elsewhere: {production: advise, elsewhere: advise}
#     roots_elsewhere: {production: advise, elsewhere: advise}
#   numbers:
#     tenants: {number: count, atMost: most}
#     environments: {number: count, atMost: most}
#     clusters: {number: count, atMost: most}
#     roots: {number: count, atMost: most}
#     roots_through: {number: count, atMost: most}
#     tenants_elsewhere: {number: count, atMost: most}
#     environments_elsewhere: {number: count, atMost: most}
#     clusters_elsewhere: {number: count, atMost: most}
#     roots_elsewhere: {number: count, atMost: most}
#   scope: pull
#   kinds: []
#   reads: []
#   needs: [rendered, registry]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.blast_radius

# One finding, about the first bound that is exceeded: they are mended together.
findings contains finding if {
	name := _exceeded[0]
	finding := {
		"messageId": _message(name),
		"subject": "",
		# What it reaches is part of what is approved: one tenant more is another finding.
		"path": _path(name),
		"arguments": object.union(_through(name), {
			"count": json.marshal(count(_reach[name])),
			"names": _names(_reach[name]),
			"most": json.marshal(input.pull.blastRadius[name]),
		}),
		"measure": json.marshal(count(_path(name))),
	}
}

_reach := input.pull.reach

# Which roots there are matters where they are counted: a new one in a known environment is no other risk elsewhere.
_path(name) := array.concat(_places, _reach.roots) if name == "roots"

_path(name) := _places if name != "roots"

_places := array.concat(array.concat(_reach.tenants, _reach.environments), _reach.clusters)

_through(name) := {"through": _reach.through[0].path} if {
	name == "roots"
	_reach.production
	count(_reach.through) > 0
} else := {}

_message(name) := "roots_through" if {
	_reach.production
	_through(name) != {}
} else := name if _reach.production

_message(name) := concat("_", [name, "elsewhere"]) if not _reach.production

_exceeded := [name |
	some name in ["tenants", "environments", "clusters", "roots"]
	most := input.pull.blastRadius[name]
	is_number(most)
	count(_reach[name]) > most
]

# As many as one can read.
_names(names) := concat("", [concat(", ", array.slice(names, 0, 5)), _rest(names)])

_rest(names) := ", …" if count(names) > 5

_rest(names) := "" if count(names) <= 5
