# METADATA
# title: What a NetworkPolicy admits
# description: Which directions a policy closes, and whether what one rule admits was admitted by others.
# scope: package
package lib.network_policy

import data.lib.label_selector

# closes holds where a policy closes a direction for its pods but for what it admits. Ingress is closed always where
# nothing is said, and egress where there are rules for it.
closes(spec, direction) if direction in spec.policyTypes

closes(spec, "Ingress") if object.get(spec, "policyTypes", null) == null

closes(spec, "Egress") if {
	object.get(spec, "policyTypes", null) == null
	count(_list(spec, "egress")) > 0
}

# flows lists what a policy admits in a direction: one element for each peer and port, with the path of the peer.
flows(spec, direction) := [{"peer": peer.value, "port": port, "path": peer.path} |
	field := _fields[direction].rules
	some index, rule in _list(spec, field)
	some peer in _peers(rule, _fields[direction].peers, ["spec", field, index])
	some port in _ports(rule)
]

_fields := {"Ingress": {"rules": "ingress", "peers": "from"}, "Egress": {"rules": "egress", "peers": "to"}}

# Whoever is not named is everybody, and so are the ports.
_peers(rule, field, path) := [{"value": "everybody", "path": path}] if count(_list(rule, field)) == 0

_peers(rule, field, path) := [{"value": peer, "path": array.concat(path, [field, index])} |
	some index, peer in _list(rule, field)
] if {
	count(_list(rule, field)) > 0
}

_ports(rule) := [{}] if count(_list(rule, "ports")) == 0

_ports(rule) := [port | some port in _list(rule, "ports"); is_object(port)] if count(_list(rule, "ports")) > 0

_list(holder, field) := list if {
	list := holder[field]
	is_array(list)
} else := []

# admitted holds where one of several flows admits all that a flow does.
admitted(flow, flows_before) if {
	some before in flows_before
	_port_within(flow.port, before.port)
	_peer_within(flow.peer, before.peer)
}

_peer_within(_, "everybody")

_peer_within(narrow, wide) if narrow == wide

_peer_within(narrow, wide) if {
	net.cidr_contains(wide.ipBlock.cidr, narrow.ipBlock.cidr)
	every hole in _list(wide.ipBlock, "except") { _kept_out(hole, narrow.ipBlock) }
}

_peer_within(narrow, wide) if {
	_in_cluster(narrow)
	_in_cluster(wide)
	_namespaces_within(narrow, wide)
	_pods_within(narrow, wide)
}

_in_cluster(peer) if {
	is_object(peer)
	object.get(peer, "ipBlock", null) == null
}

# Without a selector of namespaces the policy's own is meant.
_namespaces_within(narrow, wide) if object.get(narrow, "namespaceSelector", null) == object.get(wide, "namespaceSelector", null)

_namespaces_within(narrow, wide) if label_selector.within(narrow.namespaceSelector, wide.namespaceSelector)

_namespaces_within(narrow, wide) if {
	object.get(narrow, "namespaceSelector", null) == null
	wide.namespaceSelector == {}
}

_pods_within(_, wide) if object.get(wide, "podSelector", null) == null

_pods_within(narrow, wide) if label_selector.within(narrow.podSelector, wide.podSelector)

_pods_within(_, wide) if wide.podSelector == {}

# A hole in the wide block is one in the narrow block as well, or lies beside it.
_kept_out(hole, block) if {
	some other in _list(block, "except")
	net.cidr_contains(other, hole)
}

_kept_out(hole, block) if not net.cidr_intersects(hole, block.cidr)

_port_within(_, wide) if wide == {}

_port_within(narrow, wide) if {
	_protocol(narrow) == _protocol(wide)
	_range_within(narrow, wide)
}

_range_within(_, wide) if object.get(wide, "port", null) == null

_range_within(narrow, wide) if {
	narrow.port == wide.port
	object.get(narrow, "endPort", null) == object.get(wide, "endPort", null)
}

_range_within(narrow, wide) if {
	is_number(narrow.port)
	is_number(wide.port)
	narrow.port >= wide.port
	object.get(narrow, "endPort", narrow.port) <= object.get(wide, "endPort", wide.port)
}

_protocol(port) := object.get(port, "protocol", "TCP")

# shown is a peer in words that a message can take.
shown("everybody") := "0.0.0.0/0"

shown(peer) := peer.ipBlock.cidr

shown(peer) := concat(" ", words) if {
	is_object(peer)
	object.get(peer, "ipBlock", null) == null
	words := [word |
		some field in ["namespaceSelector", "podSelector"]
		is_object(peer[field])
		some word in [field, label_selector.shown(peer[field])]
	]
}
