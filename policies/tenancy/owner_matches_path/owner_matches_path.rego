# METADATA
# title: Owner of the object owns its file
# description: What belongs to one tenant is not written in a file of another.
# scope: package
# custom:
#   id: TEN-003
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: ["*/*", "*"]
#   reads: ["/metadata/namespace"]
#   needs: [rendered, registry]
#   facts: [tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.owner_matches_path

import data.lib.ownership
import data.lib.value

findings contains finding if {
	some resource in _resources
	ownership.foreign(resource.owner, resource.pathOwner)
	not _namespace_unknown(resource)
	finding := {
		"messageId": "foreign",
		"subject": resource.id,
		"path": _path(resource),
		"arguments": {
			"address": resource.address,
			"owner": ownership.named(resource.owner),
			"pathOwner": ownership.named(resource.pathOwner),
		},
	}
}

findings contains finding if {
	some resource in _resources
	count(resource.pathOwner) > 0
	_namespace_unknown(resource)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": ["metadata", "namespace"],
		"arguments": {"address": resource.address},
	}
}

# What Terraform makes belongs to the owner of an account, whatever its arguments.
_namespace_unknown(resource) if {
	contains(resource.type, "/")
	value.unknown(resource, ["metadata", "namespace"])
}

_path(resource) := ["metadata", "namespace"] if value.known(resource, ["metadata", "namespace"])

_path(resource) := [] if not value.known(resource, ["metadata", "namespace"])

_resources := [resource |
	ownership.registered
	some resource in input.resources
	not _said_elsewhere(resource)
]

# Reading makes nothing, and the Kubernetes objects that Terraform makes stand in the list themselves.
_said_elsewhere(resource) if {
	not contains(resource.type, "/")
	regex.match(`^(data\.|provider\.|kubernetes_|kubectl_|terraform$)`, resource.type)
}

# Applications stand together in the namespace of Argo CD, whosever they are: TEN-007 asks whose project they have.
_said_elsewhere(resource) if resource.type in {"argoproj.io/Application", "argoproj.io/ApplicationSet"}

# A module call that is read as a resource stands in the list as that resource.
_said_elsewhere(resource) if {
	resource.type == "module"
	resource.address in _read_modules
}

# Such a resource is called after the call: `module.orders:aws_db_instance`.
_read_modules := {split(resource.address, ":")[0] |
	some resource in input.resources
	resource.type != "module"
	startswith(resource.address, "module.")
	endswith(resource.address, concat("", [":", resource.type]))
}
