# METADATA
# title: What the author does not own
# description: |
#   Compares the teams of whoever opened the pull request with those that own what it touches. Stewards may change
#   anything, and where nobody said who the author is, nothing is found.
# scope: package
package lib.authorship

import data.lib.ownership

# asked holds where there is an author whose teams are known, and somebody who owns something.
asked if {
	ownership.registered
	is_object(input.facts.author)
	not input.facts.author.steward
}

# foreign holds for tenants of whom none is the author's.
foreign(tenants) if {
	count(tenants) > 0
	every tenant in tenants {
		not tenant in input.facts.author.tenants
	}
}

# teams is the text of all teams of some tenants.
teams(tenants) := concat(", ", sort({team |
	some tenant in tenants
	some team in input.facts.tenants[tenant].teams
}))

# touching holds for changes that do something to what they are about.
touching(change) if not change.action in {"read", "no-op"}

# sides has what a change is about, before and after it.
sides(change) := [side |
	some side in [change.before, change.after]
	is_object(side)
]
