# METADATA
# title: Author owns what is touched
# description: Whoever changes a thing is in a team that owns it, or one of its owners looks at the change.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
# scope: package
# custom:
#   id: TEN-001
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: change
#   kinds: ["*/*", "*"]
#   reads: []
#   needs: [rendered, registry]
#   facts: [author, tenants, rootOwners]
#   parameters: {}
#   supersedes: [TEN-003]
#   peers: []
#   tags: [ownership]
package tenancy.author_owns

import data.lib.authorship
import data.lib.ownership
import data.lib.value

# The thing itself: as it becomes, or as it was where it is gone.
findings contains finding if {
	some change in _changes
	owner := _now(change).owner
	authorship.foreign(owner)
	not _said_of_the_root(owner)
	finding := _finding(change, "foreign", owner)
}

# Who takes a thing from another tenant touches what was theirs.
findings contains finding if {
	some change in _changes
	is_object(change.after)
	owner := object.get(change, ["before", "owner"], [])
	authorship.foreign(owner)
	owner != change.after.owner
	not _said_of_the_root(owner)
	finding := _finding(change, "taken", owner)
}

findings contains finding if {
	some change in _changes
	owner := _foreign_files(change)[0]
	not _said_of_the_thing(change, owner)
	not _said_of_the_root(owner)
	finding := _finding(change, "foreign_file", owner)
}

findings contains finding if {
	some change in _changes
	_has_a_place(change)
	count(input.facts.rootOwners) == 0
	every side in authorship.sides(change) {
		count(side.owner) + count(side.pathOwner) == 0
	}
	not _said_of_its_namespace(change)
	finding := _finding(change, "unowned", [])
}

# A new namespace is one question, whatever comes with it.
_said_of_its_namespace(change) if {
	some other in input.changes
	other.type == "core/Namespace"
	other.action == "create"
	other.id != change.id
	value.get(other.after, ["metadata", "name"]) == change.namespace
}

_finding(change, message, owner) := {
	"messageId": message,
	"subject": change.id,
	"path": [],
	"owners": owner,
	"arguments": {
		"address": change.address,
		"owner": ownership.named(owner),
		"author": input.facts.author.login,
		"teams": authorship.teams(owner),
	},
}

_now(change) := change.after if is_object(change.after)

_now(change) := change.before if not is_object(change.after)

_foreign_files(change) := [side.pathOwner |
	some side in authorship.sides(change)
	authorship.foreign(side.pathOwner)
]

# The same people need not be asked twice about one thing.
_said_of_the_thing(change, owner) if {
	some side in authorship.sides(change)
	side.owner == owner
}

# Everything in a Terraform root of another tenant is one matter, that of TEN-002.
_said_of_the_root(owner) if {
	input.rules["TEN-002"]
	input.root.kind in {"terraform", "terraform-plan"}
	owner == input.facts.rootOwners
}

# Pipelines, Dockerfiles and the like have no owner but their file's; nor have settings, which TEN-006 looks at.
_has_a_place(change) if contains(change.type, "/")

_has_a_place(change) if change.type == "module"

_has_a_place(change) if startswith(change.address, "module.")

_has_a_place(change) if startswith(change.type, "aws_")

_changes := [change |
	authorship.asked
	some change in input.changes
	authorship.touching(change)
	not _said_elsewhere(change)
]

# The Kubernetes objects that Terraform makes, and what a module call is read as, are changes themselves.
_said_elsewhere(change) if {
	not contains(change.type, "/")
	regex.match(`^(data\.|kubernetes_|kubectl_)`, change.type)
}

_said_elsewhere(change) if {
	change.type == "module"
	change.address in _read_modules
}

_read_modules := [split(change.address, ":")[0] |
	some change in input.changes
	change.type != "module"
	startswith(change.address, "module.")
	endswith(change.address, concat("", [":", change.type]))
]
