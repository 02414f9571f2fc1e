# METADATA
# title: Routes and certificates stay in their namespace
# description: A route of the Gateway API sends to Services of its own namespace, and a Gateway uses certificates of its own.
# related_resources:
#   - ref: https://gateway-api.sigs.k8s.io/api-types/referencegrant/
#   - ref: https://gateway-api.sigs.k8s.io/guides/tls/
# scope: package
# custom:
#   id: TEN-012
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: ["gateway.networking.k8s.io/*"]
#   reads: ["gateway.networking.k8s.io/HTTPRoute:/spec/rules/*/backendRefs/*/namespace", "gateway.networking.k8s.io/Gateway:/spec/listeners/*/tls/certificateRefs/*/namespace"]
#   needs: [rendered]
#   facts: [namespaceOwners, objects, tenants]
#   parameters: {}
#   supersedes: []
#   peers: [httpRouteCrossNamespaceBackendRef]
#   tags: [gateway-api]
package tenancy.cross_namespace_reference

import data.lib.open
import data.lib.ownership
import data.lib.party
import data.lib.value
import data.lib.workload

findings contains finding if {
	some reference in _references
	not reference.namespace in {"", reference.resource.namespace}
	not _allied(reference.namespace, reference.resource)
	not _granted(reference)
	finding := object.union(
		{
			"messageId": reference.message,
			"subject": reference.resource.id,
			"path": array.concat(reference.path, ["namespace"]),
			"evidence": [reference.path],
			"arguments": {
				"object": workload.name(reference.resource),
				"kind": reference.kind,
				"target": concat("/", [reference.namespace, reference.name]),
			},
		},
		_asked(reference.namespace),
	)
}

# What another tenant may do here is for the owner of the namespace to say.
findings contains finding if {
	some grant in input.resources
	grant.type == "gateway.networking.k8s.io/ReferenceGrant"
	some index, written in value.get(grant, ["spec", "from"])
	path := ["spec", "from", index, "namespace"]
	namespace := value.get(grant, path)
	foreign := _owner(namespace)
	ownership.foreign(foreign, party.of(grant))
	not ownership.steward(foreign)
	finding := {
		"messageId": "grant",
		"subject": grant.id,
		"path": path,
		"evidence": [["spec", "from", index], ["spec", "to"]],
		"arguments": {
			"object": workload.name(grant),
			"kind": object.get(written, "kind", ""),
			"namespace": namespace,
			"foreign": ownership.named(foreign),
			"targets": concat(", ", _targets(grant)),
		},
	}
}

findings contains finding if {
	some resource in _resources
	some place in _places
	some path in open.paths(resource, array.concat(place.list, ["#", "namespace"]))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"object": workload.name(resource)},
	}
}

_places := [
	{"list": ["spec", "rules", "#", "backendRefs"], "message": "backend", "kind": "Service"},
	{"list": ["spec", "listeners", "#", "tls", "certificateRefs"], "message": "certificate", "kind": "Secret"},
]

# Where a resource stands is needed to tell what is elsewhere.
_resources := [resource |
	some resource in input.resources
	startswith(resource.type, "gateway.networking.k8s.io/")
	resource.namespace != ""
]

_references := array.concat(
	[reference |
		some resource in _resources
		some place in _places
		some outer, _ in value.get(resource, array.slice(place.list, 0, 2))
		list := array.concat([place.list[0], place.list[1], outer], array.slice(place.list, 3, 5))
		some index, written in value.get(resource, list)
		reference := _reference(resource, array.concat(list, [index]), written, place)
	],
	[reference |
		some resource in _resources
		some rule, _ in value.get(resource, ["spec", "rules"])
		some index, _ in value.get(resource, ["spec", "rules", rule, "filters"])
		path := ["spec", "rules", rule, "filters", index, "requestMirror", "backendRef"]
		reference := _reference(resource, path, value.get(resource, path), {"message": "mirror", "kind": "Service"})
	],
)

_reference(resource, path, written, place) := {
	"resource": resource,
	"path": path,
	"message": place.message,
	"namespace": object.get(written, "namespace", ""),
	"name": object.get(written, "name", ""),
	"group": object.get(written, "group", ""),
	"kind": object.get(written, "kind", place.kind),
} if {
	is_object(written)
}

# Namespaces of one tenant are one place, and the platform connects those of others.
_allied(namespace, resource) if {
	count(_owner(namespace)) > 0
	count(party.of(resource)) > 0
	not ownership.foreign(_owner(namespace), party.of(resource))
}

_allied(_, resource) if ownership.steward(party.of(resource))

# The other namespace has said yes already; its grant was, or is, a question of its own.
_granted(reference) if {
	some other in input.facts.objects[reference.namespace]
	other.type == "gateway.networking.k8s.io/ReferenceGrant"
	some from in other.spec.from
	from.namespace == reference.resource.namespace
	concat("/", [from.group, from.kind]) == reference.resource.type
	some to in other.spec.to
	object.get(to, "group", "") == reference.group
	to.kind == reference.kind
	object.get(to, "name", "") in {"", reference.name}
}

_asked(namespace) := {"owners": _owner(namespace)} if count(_owner(namespace)) > 0

_asked(namespace) := {} if count(_owner(namespace)) == 0

_owner(namespace) := object.get(input.facts.namespaceOwners, namespace, [])

_targets(grant) := [concat("/", [part | some key in ["kind", "name"]; part := to[key]; is_string(part)]) |
	some to in value.get_or(grant, ["spec", "to"], [])
	is_object(to)
]
