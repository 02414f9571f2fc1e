# METADATA
# title: Who owns what
# description: Owners are tenants, and a tenant is a set of teams. Foreign means that no owning team is in common.
# scope: package
package lib.ownership

# registered holds where somebody has said who owns what; without it, nothing is foreign.
registered if count(input.facts.tenants) > 0

# foreign holds for two lists of tenants that are both not empty and have no team in common.
foreign(tenants, others) if {
	count(tenants) > 0
	count(others) > 0
	not _related(tenants, others)
}

_related(tenants, others) if {
	some tenant in tenants
	tenant in others
}

_related(tenants, others) if {
	some tenant in tenants
	some team in input.facts.tenants[tenant].teams
	some other in others
	team in input.facts.tenants[other].teams
}

# steward holds for tenants of which one may change any tenant's things: the platform's.
steward(tenants) if {
	some tenant in tenants
	input.facts.tenants[tenant].steward
}

# lists holds for tenants of which one has assets of a kind in the registry: what is not among them is not theirs.
lists(tenants, asset) if {
	some tenant in tenants
	asset in input.facts.tenants[tenant].owns
}

# holder is who a resource belongs to by its namespace or its account, and otherwise by its file.
holder(resource) := resource.owner if count(resource.owner) > 0

holder(resource) := resource.pathOwner if count(resource.owner) == 0

# called lists the tenants that go by a name: their own, or that of one of their teams.
called(name) := sort([tenant |
	some tenant, _ in input.facts.tenants
	lower(name) in names(tenant)
])

# names are what a tenant goes by, in lower case: its own name, and those of its teams without their organisation.
names(tenant) := {lower(name) |
	some name in array.concat([tenant], [slug |
		some team in input.facts.tenants[tenant].teams
		parts := split(team, "/")
		slug := parts[count(parts) - 1]
	])
}

# named is the text of a list of tenants.
named(tenants) := concat(", ", tenants)
