package lib.security_group_test

import data.lib.security_group

_group(rule) := {"type": "aws_security_group", "object": {"ingress": [rule]}, "unknown": {}}

_ssh := {"from_port": 22, "to_port": "22", "protocol": "TCP", "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}

test_an_inline_rule_is_read if {
	[rule] := security_group.ingress(_group(_ssh))
	rule.protocol == "tcp"
	rule.from == 22
	rule.to == 22
	[block.path | some block in security_group.world(rule)] == [["ingress", 0, "cidr_blocks", 1]]
}

test_a_rule_of_its_own_is_read if {
	item := {"type": "aws_vpc_security_group_ingress_rule", "object": {"from_port": 22, "to_port": 22, "ip_protocol": 6, "cidr_ipv6": "::/0"}, "unknown": {}}
	[rule] := security_group.ingress(item)
	security_group.covers(rule, 22)
	[block.path | some block in security_group.world(rule)] == [["cidr_ipv6"]]
}

test_egress_is_not_ingress if {
	item := {"type": "aws_security_group_rule", "object": object.union(_ssh, {"type": "egress"}), "unknown": {}}
	not security_group.ingress(item)
}

test_pieces_of_the_internet_are_the_internet if {
	every cidr in ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/2", "::/0", "2000::/3"] {
		security_group.is_world(cidr)
	}
}

test_networks_are_not_the_internet if {
	every cidr in ["10.0.0.0/8", "203.0.113.7/32", "fc00::/7", "fe80::/10", "2001:db8::/32", "rubbish", "1.2.3.4"] {
		not security_group.is_world(cidr)
	}
}

test_every_port_is_open if {
	security_group.every_port({"protocol": "all", "from": 0, "to": 0})
	security_group.every_port({"protocol": "tcp", "from": 0, "to": 65535})
	not security_group.every_port({"protocol": "tcp", "from": 1024, "to": 65535})
	not security_group.every_port({"protocol": "icmp", "from": -1, "to": -1})
}

test_a_narrower_rule_is_contained if {
	wide := {"protocol": "tcp", "from": 0, "to": 100, "blocks": [{"cidr": "10.0.0.0/8"}]}
	security_group.contained({"protocol": "tcp", "from": 22, "to": 22}, "10.1.0.0/16", [wide])
	not security_group.contained({"protocol": "tcp", "from": 22, "to": 122}, "10.1.0.0/16", [wide])
	not security_group.contained({"protocol": "udp", "from": 22, "to": 22}, "10.1.0.0/16", [wide])
	not security_group.contained({"protocol": "tcp", "from": 22, "to": 22}, "11.1.0.0/16", [wide])
	not security_group.contained({"protocol": "tcp", "from": 22, "to": 22}, "rubbish", [wide])
}

test_an_unknown_block_is_named if {
	item := {"type": "aws_security_group", "object": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": [null]}]}, "unknown": {"/ingress/0/cidr_blocks/0": true}}
	[rule] := security_group.ingress(item)
	rule.unknown_blocks == [["ingress", 0, "cidr_blocks", 0]]
}

test_ports_are_named if {
	security_group.ports({"protocol": "all", "from": 0, "to": 0}) == "*"
	security_group.ports({"protocol": "tcp", "from": 22, "to": 22}) == "22"
	security_group.ports({"protocol": "tcp", "from": 22, "to": 25}) == "22-25"
}
