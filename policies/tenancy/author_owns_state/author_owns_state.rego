# METADATA
# title: Author owns the state that is touched
# description: Whoever changes a Terraform root is in a team that owns its folder, or one of its owners looks at the change.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/state
# scope: package
# custom:
#   id: TEN-002
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: change
#   kinds: ["*"]
#   reads: []
#   needs: [file, registry]
#   facts: [author, tenants, rootOwners]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: [ownership]
package tenancy.author_owns_state

import data.lib.authorship
import data.lib.ownership

findings contains finding if {
	some change in _changes
	owner := input.facts.rootOwners
	finding := {
		"messageId": "foreign",
		"subject": change.id,
		"path": [],
		"owners": owner,
		"arguments": {
			"folder": input.root.path,
			"owner": ownership.named(owner),
			"author": input.facts.author.login,
			"teams": authorship.teams(owner),
		},
	}
}

_changes := [change |
	authorship.asked
	input.root.kind in {"terraform", "terraform-plan"}
	authorship.foreign(input.facts.rootOwners)
	some change in input.changes
	authorship.touching(change)
	not contains(change.type, "/")
	not startswith(change.type, "data.")
	not _read_as_resource(change)
]

# What a module call is read as is a change itself.
_read_as_resource(change) if {
	change.type == "module"
	some other in input.changes
	other.type != "module"
	other.address == concat(":", [change.address, other.type])
}
