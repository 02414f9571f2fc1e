# METADATA
# title: Blast radius within bounds
# description: |
#   One change reaches no more tenants, environments and clusters than the configuration allows. What moves without a
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
		"path": array.concat(array.concat(_reach.tenants, _reach.environments), _reach.clusters),
		"arguments": {
			"count": json.marshal(count(_reach[name])),
			"names": _names(_reach[name]),
			"most": json.marshal(input.pull.blastRadius[name]),
		},
		"measure": json.marshal((count(_reach.tenants) + count(_reach.environments)) + count(_reach.clusters)),
	}
}

_reach := input.pull.reach

_message(name) := name if _reach.production

_message(name) := concat("_", [name, "elsewhere"]) if not _reach.production

_exceeded := [name |
	some name in ["tenants", "environments", "clusters"]
	most := input.pull.blastRadius[name]
	is_number(most)
	count(_reach[name]) > most
]

# As many as one can read.
_names(names) := concat("", [concat(", ", array.slice(names, 0, 5)), _rest(names)])

_rest(names) := ", …" if count(names) > 5

_rest(names) := "" if count(names) <= 5
