# METADATA
# title: What a security group lets in
# description: Ingress rules of security groups, in whichever of Terraform's three ways they are written.
# scope: package
# custom:
#   kinds:
#     security_group:
#       - aws_security_group
#       - aws_default_security_group
#       - aws_security_group_rule
#       - aws_vpc_security_group_ingress_rule
package lib.security_group

import data.lib.setting
import data.lib.value

# ingress lists what a resource (or one side of a change) lets in: for each rule where it stands, its protocol and
# ports, where each of its address lists stands, and what of it is unknown.
ingress(item) := [_rule(item, ["ingress", index]) |
	some index, _ in value.get(item, ["ingress"])
] if {
	item.type in {"aws_security_group", "aws_default_security_group"}
}

ingress(item) := [_rule(item, [])] if {
	item.type == "aws_security_group_rule"
	value.get(item, ["type"]) == "ingress"
}

ingress(item) := [_rule(item, [])] if item.type == "aws_vpc_security_group_ingress_rule"

_rule(item, path) := {
	"path": path,
	"protocol": _protocol(item, path),
	"from": _port(item, path, "from_port"),
	"to": _port(item, path, "to_port"),
	"ports_path": array.concat(path, ["from_port"]),
	"protocol_path": _protocol_path(item, path),
	"blocks": _blocks(item, path),
	"unknown_blocks": _unknown_blocks(item, path),
	"evidence": _evidence(item, path),
}

_protocol_path(item, path) := array.concat(path, ["ip_protocol"]) if {
	item.type == "aws_vpc_security_group_ingress_rule"
}

_protocol_path(item, path) := array.concat(path, ["protocol"]) if {
	item.type != "aws_vpc_security_group_ingress_rule"
}

# Protocols by their names or numbers, in any case; null where it is unknown or absent.
_protocol(item, path) := _protocol_name(written) if {
	written := value.get(item, _protocol_path(item, path))
} else := null

_protocol_name(written) := object.get(_protocols, text, text) if {
	text := lower(_text(written))
}

_protocols := {"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}

_text(written) := written if is_string(written)

_text(written) := json.marshal(written) if is_number(written)

_port(item, path, name) := setting.number(value.get(item, array.concat(path, [name]))) if {
	value.known(item, array.concat(path, [name]))
} else := null

_lists := ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"]

_blocks(item, path) := [{"path": place, "cidr": written} |
	some list in _lists
	found := value.get(item, array.concat(path, [list]))
	some entry in _entries(found, array.concat(path, [list]))
	written := entry.cidr
	place := entry.path
]

_entries(found, path) := [{"cidr": found, "path": path}] if is_string(found)

_entries(found, path) := [{"cidr": cidr, "path": array.concat(path, [index])} |
	some index, cidr in found
	is_string(cidr)
] if {
	is_array(found)
}

_unknown_blocks(item, path) := [place |
	some list in _lists
	some place in _unknown_within(item, array.concat(path, [list]))
]

_unknown_within(item, path) := [path] if value.unknown(item, path)

_unknown_within(item, path) := [array.concat(path, [index]) |
	some index, _ in value.get_or(item, path, [])
	value.unknown(item, array.concat(path, [index]))
] if {
	not value.unknown(item, path)
}

_evidence(item, path) := [array.concat(path, [name]) |
	some name in array.concat(_lists, ["from_port", "to_port", "protocol", "ip_protocol", "type"])
	object.get(item.object, array.concat(path, [name]), null) != null
]

# every_port holds where a rule leaves no TCP or UDP port closed.
every_port(rule) if rule.protocol == "all"

every_port(rule) if {
	rule.protocol in {"tcp", "udp"}
	ports_known(rule)
	rule.from <= 1
	rule.to >= 65535
}

# ports_known holds where both ends are numbers; comparing anything else with a number says nothing.
ports_known(rule) if {
	is_number(rule.from)
	is_number(rule.to)
}

# covers holds where a rule opens a port of TCP or UDP.
covers(rule, port) if {
	rule.protocol in {"tcp", "udp"}
	ports_known(rule)
	rule.from <= port
	rule.to >= port
}

# ports_unknown holds where the ports of a TCP or UDP rule, or its protocol, cannot be told.
ports_unknown(item, rule) if {
	rule.protocol in {"tcp", "udp"}
	some name in ["from_port", "to_port"]
	value.unknown(item, array.concat(rule.path, [name]))
}

# world lists the blocks of a rule that are open to the internet: 0.0.0.0/0 and ::/0, and any block so large that it
# belongs to no single network, so that writing the internet in pieces does not hide it. Nobody holds more than a /8 of
# IPv4 or a /16 of IPv6; private IPv6 (fc00::/7) is nobody's internet.
world(rule) := [block |
	some block in rule.blocks
	is_world(block.cidr)
]

is_world(cidr) if {
	length := _length(cidr)
	length < 8
	not contains(cidr, ":")
}

is_world(cidr) if {
	contains(cidr, ":")
	length := _length(cidr)
	length < 16
	not regex.match(`^[fF][c-fC-F]`, cidr)
}

_length(cidr) := setting.number(parts[1]) if {
	parts := split(trim_space(cidr), "/")
	count(parts) == 2
}

# contained holds where everything that one rule lets in through one block is let in by a rule of a list already.
contained(rule, cidr, others) if {
	some other in others
	_protocol_within(rule, other)
	_ports_within(rule, other)
	some block in other.blocks
	_within(cidr, block.cidr)
}

_protocol_within(rule, other) if rule.protocol == other.protocol

_protocol_within(_, other) if other.protocol == "all"

_ports_within(_, other) if other.protocol == "all"

_ports_within(rule, other) if {
	ports_known(rule)
	ports_known(other)
	rule.from >= other.from
	rule.to <= other.to
}

_within(cidr, other) if cidr == other

_within(cidr, other) if {
	is_cidr(cidr)
	is_cidr(other)
	contains(cidr, ":") == contains(other, ":")
	net.cidr_contains(other, cidr)
}

# is_cidr keeps what is no block away from the builtins that read blocks.
is_cidr(cidr) if regex.match(`^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$`, cidr)

is_cidr(cidr) if regex.match(`^[0-9a-fA-F:]{2,39}/[0-9]{1,3}$`, cidr)

# ports is the text of a rule's ports.
ports(rule) := "*" if rule.protocol == "all"

ports(rule) := json.marshal(rule.from) if {
	rule.protocol != "all"
	rule.from == rule.to
}

ports(rule) := concat("-", [json.marshal(rule.from), json.marshal(rule.to)]) if {
	rule.protocol != "all"
	rule.from != rule.to
}
