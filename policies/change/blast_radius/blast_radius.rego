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
#     elsewhere: {production: advise, elsewhere: advise}
#   scope: pull
#   kinds: []
#   reads: []
#   needs: [rendered, registry]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.blast_radius

findings contains finding if {
	count(_exceeded) > 0
	finding := {
		"messageId": _message,
		"subject": "",
		# What it reaches is part of what is approved: one tenant more is another finding.
		"path": array.concat(array.concat(_reach.tenants, _reach.environments), _reach.clusters),
		"arguments": {
			"tenants": _told("tenants"),
			"environments": _told("environments"),
			"clusters": _told("clusters"),
			"most": _most,
		},
		"measure": json.marshal((count(_reach.tenants) + count(_reach.environments)) + count(_reach.clusters)),
	}
}

_reach := input.pull.reach

_message := "wide" if _reach.production

_message := "elsewhere" if not _reach.production

_exceeded := [name |
	some name in ["tenants", "environments", "clusters"]
	most := input.pull.blastRadius[name]
	is_number(most)
	count(_reach[name]) > most
]

# The number and the names, as many as one can read.
_told(name) := concat("", [json.marshal(count(_reach[name])), _names(_reach[name])])

_names(names) := concat("", [" (", concat(", ", array.slice(names, 0, 5)), _rest(names), ")"]) if count(names) > 0

_names([]) := ""

_rest(names) := ", …" if count(names) > 5

_rest(names) := "" if count(names) <= 5

_most := concat(", ", [concat(" ", [json.marshal(input.pull.blastRadius[name]), name]) | some name in _exceeded])
