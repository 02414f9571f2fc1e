# METADATA
# title: Namespace denies by default
# description: A namespace has a NetworkPolicy that selects all of its pods, so that nobody enters unless a policy lets them in.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
# scope: package
# custom:
#   id: TEN-018
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [core/Namespace, networking.k8s.io/NetworkPolicy, cilium.io/CiliumNetworkPolicy, cilium.io/CiliumClusterwideNetworkPolicy]
#   reads: []
#   needs: [rendered]
#   facts: [objects]
#   parameters:
#     exempt:
#       description: Patterns of namespaces that need none.
#       type: array
#       items: {type: string}
#       default: ["kube-*", default]
#   supersedes: []
#   peers: [C-0260, CKV2_K8S_6]
#   tags: []
package tenancy.default_deny

import data.lib.parameter
import data.lib.value

findings contains finding if {
	count(_clusterwide) == 0
	some resource in input.resources
	resource.type == "core/Namespace"
	name := value.get(resource, ["metadata", "name"])
	not _exempt(name)
	not _denies_here(name)
	not _denies_elsewhere(name)
	finding := {
		"messageId": "open",
		"subject": resource.id,
		"path": ["metadata", "name"],
		"arguments": {"namespace": name},
	}
}

_clusterwide := [resource |
	some resource in input.resources
	resource.type == "cilium.io/CiliumClusterwideNetworkPolicy"
]

_exempt(name) if {
	some pattern in parameter.value("TEN-018", "exempt")
	glob.match(pattern, null, name)
}

_denies_here(name) if {
	some resource in input.resources
	_stands_in(resource, name)
	_isolates(resource)
}

# A policy whose namespace cannot be told may be this one's.
_stands_in(resource, name) if resource.namespace in {name, ""}

# Whatever selects every pod isolates every pod; what it lets in besides is another rule's.
_isolates(resource) if {
	resource.type == "networking.k8s.io/NetworkPolicy"
	not _selects_some(resource, ["spec", "podSelector"])
	_about_ingress(resource)
	not _lets_everybody_in(resource)
}

_isolates(resource) if {
	resource.type == "cilium.io/CiliumNetworkPolicy"
	not _selects_some(resource, ["spec", "endpointSelector"])
}

_selects_some(resource, path) if count(value.get(resource, path)) > 0

_about_ingress(resource) if "Ingress" in value.get_or(resource, ["spec", "policyTypes"], ["Ingress"])

_about_ingress(resource) if value.unknown(resource, ["spec", "policyTypes"])

_lets_everybody_in(resource) if {
	some rule in value.get(resource, ["spec", "ingress"])
	rule == {}
}

# Of what stands in other roots, only whether it selects every pod is told.
_denies_elsewhere(name) if {
	some other in input.facts.objects[name]
	other.type == "networking.k8s.io/NetworkPolicy"
	count(object.get(other, "podSelector", {})) == 0
	"Ingress" in object.get(other, "policyTypes", ["Ingress"])
}
