# METADATA
# title: Whose side a resource is on
# description: |
#   The tenants that a resource speaks for: what stands in a namespace speaks for its owner, what Terraform makes for the
#   owner of its files, because many tenants share one account.
# scope: package
package lib.party

of(item) := item.owner if {
	contains(item.type, "/")
	count(item.owner) > 0
}

of(item) := item.pathOwner if {
	contains(item.type, "/")
	count(item.owner) == 0
}

of(item) := item.pathOwner if {
	not contains(item.type, "/")
	count(item.pathOwner) > 0
}

of(item) := item.owner if {
	not contains(item.type, "/")
	count(item.pathOwner) == 0
}
