# METADATA
# title: Host claimed once, by its owner
# description: A host name that an Ingress or a route claims belongs to its tenant, and nobody else claims it in another namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
#   - ref: https://gateway-api.sigs.k8s.io/concepts/security-model/
# scope: package
# custom:
#   id: TEN-015
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds:
#     - networking.k8s.io/Ingress
#     - gateway.networking.k8s.io/HTTPRoute
#     - gateway.networking.k8s.io/GRPCRoute
#     - gateway.networking.k8s.io/TLSRoute
#     - networking.istio.io/VirtualService
#     - route.openshift.io/Route
#     - projectcontour.io/HTTPProxy
#   reads:
#     - "networking.k8s.io/Ingress:/spec/rules/*/host"
#     - "gateway.networking.k8s.io/HTTPRoute:/spec/hostnames/*"
#   needs: [rendered, registry]
#   facts: [hostOwners, hosts, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.host_owned

import data.lib.open
import data.lib.ownership
import data.lib.value
import data.lib.workload

# Of another tenant.
findings contains finding if {
	some claim in _claims
	owner := _host_owner(claim.host)
	ownership.foreign(owner, claim.holder)
	finding := _finding(claim, "foreign", {"owner": ownership.named(owner), "owners": owner})
}

# Of nobody, where the tenant has a list of its hosts.
findings contains finding if {
	some claim in _claims
	count(_host_owner(claim.host)) == 0
	ownership.lists(claim.holder, "hosts")
	not ownership.steward(claim.holder)
	finding := _finding(claim, "unowned", {"owner": ownership.named(claim.holder), "owners": claim.holder})
}

# Claimed in another namespace: by another tenant, or by the same one for the same path.
findings contains finding if {
	some claim in _claims
	not ownership.foreign(_host_owner(claim.host), claim.holder)
	others := [other |
		some other in input.facts.hosts[claim.host]
		not other.namespace in ["", claim.resource.namespace]
		_collides(claim, other)
	]
	count(others) > 0
	other := others[0]
	name := concat("", [other.namespace, "/", other.name])
	finding := _finding(claim, "taken", {"other": name, "owners": other.owner})
}

findings contains finding if {
	ownership.registered
	some resource in input.resources
	pattern := _patterns[resource.type]
	some path in open.paths(resource, pattern)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"object": workload.name(resource)},
	}
}

_finding(claim, message, told) := {
	"messageId": message,
	"subject": claim.resource.id,
	"path": claim.path,
	"owners": told.owners,
	"arguments": object.union(
		{"object": workload.name(claim.resource), "host": claim.host, "holder": _named(claim.holder)},
		object.remove(told, ["owners"]),
	),
}

_named(tenants) := ownership.named(tenants) if count(tenants) > 0

_named([]) := "nobody"

_collides(claim, other) if ownership.foreign(other.owner, claim.holder)

_collides(claim, other) if {
	some own in input.facts.hosts[claim.host]
	own.namespace == claim.resource.namespace
	own.name == object.get(claim.resource.object, ["metadata", "name"], "")
	some text in own.claims
	text in other.claims
}

_host_owner(host) := object.get(input.facts.hostOwners, host, [])

_claims := [claim |
	ownership.registered
	some resource in input.resources
	some path in _paths(resource)
	host := value.get(resource, path)
	is_string(host)
	_is_public(host)
	claim := {"resource": resource, "path": path, "host": host, "holder": ownership.holder(resource)}
]

# Names of services, and names of the cluster, are no hosts that anybody else could want.
_is_public(host) if {
	contains(host, ".")
	not regex.match(`\.(svc|local|internal)\.?$|\.svc\.`, host)
}

_paths(resource) := [["spec", "rules", index, "host"] |
	some index, _ in value.get(resource, ["spec", "rules"])
] if {
	resource.type == "networking.k8s.io/Ingress"
}

_paths(resource) := [["spec", "hostnames", index] |
	some index, _ in value.get(resource, ["spec", "hostnames"])
] if {
	startswith(resource.type, "gateway.networking.k8s.io/")
}

# Without a gateway, or for the mesh alone, a VirtualService is reached from within.
_paths(resource) := [["spec", "hosts", index] |
	some gateway in value.get(resource, ["spec", "gateways"])
	gateway != "mesh"
	some index, _ in value.get(resource, ["spec", "hosts"])
] if {
	resource.type == "networking.istio.io/VirtualService"
}

_paths(resource) := [["spec", "host"]] if resource.type == "route.openshift.io/Route"

_paths(resource) := [["spec", "virtualhost", "fqdn"]] if resource.type == "projectcontour.io/HTTPProxy"

_patterns := {
	"networking.k8s.io/Ingress": ["spec", "rules", "#", "host"],
	"gateway.networking.k8s.io/HTTPRoute": ["spec", "hostnames", "#"],
}
