# METADATA
# title: Network policy admits no other tenant
# description: A NetworkPolicy lets in neither everybody nor the namespaces of another tenant.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
# scope: package
# custom:
#   id: TEN-019
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [networking.k8s.io/NetworkPolicy, cilium.io/CiliumNetworkPolicy]
#   reads: ["/spec/ingress"]
#   needs: [rendered, registry]
#   facts: [namespaceOwners, selectedNamespaces, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.network_policy_foreign

import data.lib.ownership
import data.lib.party
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some policy in _policies
	some path in _everybody(policy)
	finding := {
		"messageId": "everybody",
		"subject": policy.id,
		"path": path,
		"arguments": {"policy": workload.name(policy), "owner": ownership.named(party.of(policy))},
	}
}

findings contains finding if {
	some policy in _policies
	some peer in _admitted(policy)
	foreign := [namespace | some namespace in peer.namespaces; ownership.foreign(namespace.owner, party.of(policy))]
	count(foreign) > 0
	finding := {
		"messageId": "foreign",
		"subject": policy.id,
		"path": peer.path,
		"owners": sort([owner | some owner in {owner | some namespace in foreign; some owner in namespace.owner}]),
		"arguments": {
			"policy": workload.name(policy),
			"owner": ownership.named(party.of(policy)),
			"namespaces": concat(", ", array.slice([namespace.name | some namespace in foreign], 0, 5)),
		},
	}
}

findings contains finding if {
	some policy in _policies
	path := ["spec", "ingress"]
	value.unknown(policy, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": policy.id,
		"path": path,
		"arguments": {"policy": workload.name(policy)},
	}
}

_policies := [policy |
	ownership.registered
	some policy in input.resources
	policy.type in {"networking.k8s.io/NetworkPolicy", "cilium.io/CiliumNetworkPolicy"}
	count(party.of(policy)) > 0
	"Ingress" in value.get_or(policy, ["spec", "policyTypes"], ["Ingress"])
]

# A rule that names no peers lets in everybody, and so does one that names all of them.
_everybody(policy) := [path |
	some rule in _rules(policy)
	some path in array.concat(
		[rule.path | rule.open],
		[peer.path | some peer in rule.peers; _is_everybody(policy, peer)],
	)
]

_rules(policy) := [{"path": path, "open": _names_nobody(written), "peers": _peers(policy, path)} |
	some index, written in value.get_or(policy, ["spec", "ingress"], [])
	is_object(written)
	path := ["spec", "ingress", index]
]

_names_nobody(written) if {
	every name in ["from", "fromEndpoints", "fromEntities", "fromCIDR", "fromCIDRSet", "fromRequires", "fromGroups", "fromNodes"] {
		count(setting.list(object.get(written, name, []))) == 0
	}
} else := false

_peers(policy, path) := [{"list": list, "path": array.concat(path, [list, index]), "written": written} |
	some list in ["from", "fromEndpoints", "fromEntities"]
	some index, written in value.get_or(policy, array.concat(path, [list]), [])
]

_is_everybody(_, peer) if {
	peer.list == "from"
	object.get(peer.written, "namespaceSelector", null) == {}
	object.get(peer.written, "podSelector", {}) == {}
}

_is_everybody(_, peer) if {
	peer.list == "from"
	peer.written.ipBlock.cidr in {"0.0.0.0/0", "::/0"}
	count(object.get(peer.written.ipBlock, "except", [])) == 0
}

_is_everybody(_, peer) if {
	peer.list == "fromEntities"
	peer.written in {"all", "world", "cluster"}
}

# Whom else a policy names: the namespaces that a selector means, as the host has found them.
_admitted(policy) := [{"path": array.concat(peer.path, ["namespaceSelector"]), "namespaces": chosen.namespaces} |
	some rule in _rules(policy)
	some peer in rule.peers
	selector := peer.written.namespaceSelector
	some chosen in input.facts.selectedNamespaces
	chosen.selector == selector
] if {
	policy.type == "networking.k8s.io/NetworkPolicy"
}

_admitted(policy) := [{"path": peer.path, "namespaces": [{"name": name, "owner": owner}]} |
	some rule in _rules(policy)
	some peer in rule.peers
	some key in ["k8s:io.kubernetes.pod.namespace", "io.kubernetes.pod.namespace"]
	name := peer.written.matchLabels[key]
	owner := input.facts.namespaceOwners[name]
] if {
	policy.type == "cilium.io/CiliumNetworkPolicy"
}
