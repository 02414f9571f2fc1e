# METADATA
# title: Object defined once
# description: Nothing is defined twice, within what is applied together or in two places for one cluster.
# scope: package
# custom:
#   id: VAL-004
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: root
#   kinds: ["*/*", "*"]
#   reads: []
#   needs: [rendered]
#   facts: [definitions]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package validity.duplicate_object

# The last one applied wins: every further definition of one thing is found, the first one is not.
findings contains finding if {
	some place, entry in _sorted
	place > 0
	_sorted[place - 1][0] == entry[0]
	not _alternatives
	resource := _defined[entry[1]]
	not _same_namespace(resource, _defined[_sorted[place - 1][1]])
	finding := {
		"messageId": _in_one_root(resource),
		"subject": resource.id,
		"path": _path(resource),
		"arguments": {"address": resource.address},
	}
}

# kubectl takes the last one; Terraform refuses a block, and the API server a second object of one name.
_in_one_root(_) := "in_one_root" if not startswith(input.root.kind, "terraform")

_in_one_root(resource) := "block_twice" if {
	startswith(input.root.kind, "terraform")
	not contains(resource.type, "/")
}

_in_one_root(resource) := "object_twice" if {
	startswith(input.root.kind, "terraform")
	contains(resource.type, "/")
}

findings contains finding if {
	some resource in _placed
	others := [root | some root in input.facts.definitions[resource.address]; root != input.root.key]
	count(others) > 0
	finding := {
		"messageId": "in_two_roots",
		"subject": resource.id,
		"path": _path(resource),
		"arguments": {"address": resource.address, "others": concat(", ", sort(others)), "cluster": input.root.cluster},
	}
}

_path(resource) := ["metadata", "name"] if contains(resource.type, "/")

_path(resource) := [] if not contains(resource.type, "/")

# Types and addresses, with the place of each in the list: equal ones stand beside each other, in the order of the root.
_sorted := sort([[concat(" ", [resource.type, resource.address]), index] | some index, resource in _defined])

# A folder may keep several ways to install one thing (`install.yaml`, `ha-install.yaml`), of which one is applied. Then
# a good part of what is in it comes up again; a slip of the pen repeats one object, or a few.
_alternatives if {
	input.root.kind == "manifests"
	count(_again) >= 5
	count(_again) * 5 >= count(_sorted) - count(_again)
}

_again := [place |
	some place, entry in _sorted
	place > 0
	_sorted[place - 1][0] == entry[0]
]

# A Namespace is often written beside each of the things in it, the same every time.
_same_namespace(resource, other) if {
	resource.type == "core/Namespace"
	resource.object == other.object
}

# Settings and calls may stand in many blocks, and reading twice is no conflict.
_defined := [resource |
	some resource in input.resources
	not regex.match(`^(data\.|provider\.|module$|terraform$)`, resource.type)
	not _generated(resource)
]

_generated(resource) if {
	object.get(resource.object, ["metadata", "generateName"], "") != ""
	object.get(resource.object, ["metadata", "name"], "") == ""
}

# Without a namespace, two roots may go to two namespaces; and what a Namespace of another root says is not seen here.
_placed := [resource |
	input.root.cluster != ""
	some resource in _defined
	contains(resource.type, "/")
	resource.type != "core/Namespace"
	_certain(resource)
]

_certain(resource) if resource.namespace != ""

_certain(resource) if resource.type in _cluster_scoped

_cluster_scoped := {
	"rbac.authorization.k8s.io/ClusterRole",
	"rbac.authorization.k8s.io/ClusterRoleBinding",
	"core/PersistentVolume",
	"storage.k8s.io/StorageClass",
	"scheduling.k8s.io/PriorityClass",
	"networking.k8s.io/IngressClass",
	"apiextensions.k8s.io/CustomResourceDefinition",
	"apiregistration.k8s.io/APIService",
	"admissionregistration.k8s.io/ValidatingWebhookConfiguration",
	"admissionregistration.k8s.io/MutatingWebhookConfiguration",
}
