package security.security_group_open_port_test

import data.security.security_group_open_port

_ports := {"SEC-034": {"ports": [22, 3389, 5432]}}

_run(resource) := {[finding.messageId, finding.path, object.get(finding.arguments, "ports", "")] |
	some finding in security_group_open_port.findings with input as {"resources": [object.union({"id": "g", "address": "g", "namespace": "", "unknown": {}}, resource)]}
		with data.parameters as _ports
}

_inline(rule) := {"type": "aws_security_group", "object": {"ingress": [rule]}}

test_the_world_on_ssh_is_found_once if {
	_run(_inline({"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"]})) == {["open", ["ingress", 0, "cidr_blocks", 1], "22"]}
}

test_a_range_names_the_ports_in_it if {
	_run(_inline({"from_port": 20, "to_port": 4000, "protocol": "6", "cidr_blocks": ["0.0.0.0/0"]})) == {["open", ["ingress", 0, "cidr_blocks", 0], "22, 3389"]}
}

test_half_the_world_is_the_world if {
	count(_run({"type": "aws_security_group_rule", "object": {"type": "ingress", "from_port": 5432, "to_port": 5432, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/1", "128.0.0.0/1"]}})) == 1
}

test_the_newer_rule_is_read if {
	_run({"type": "aws_vpc_security_group_ingress_rule", "object": {"from_port": 22, "to_port": 22, "ip_protocol": "tcp", "cidr_ipv6": "::/0"}}) == {["open", ["cidr_ipv6"], "22"]}
}

test_web_ports_networks_and_egress_are_quiet if {
	_run(_inline({"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]})) == set()
	_run(_inline({"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]})) == set()
	_run(_inline({"from_port": 8, "to_port": 0, "protocol": "icmp", "cidr_blocks": ["0.0.0.0/0"]})) == set()
	_run({"type": "aws_security_group_rule", "object": {"type": "egress", "from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}}) == set()
}

test_all_ports_are_another_rule if {
	_run(_inline({"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]})) == set()
	_run(_inline({"from_port": 0, "to_port": 65535, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]})) == set()
}

test_an_unknown_block_is_open_on_a_listed_port_only if {
	rule := {"from_port": 22, "to_port": 22, "protocol": "tcp"}
	web := {"from_port": 443, "to_port": 443, "protocol": "tcp"}
	mask := {"unknown": {"/ingress/0/cidr_blocks": true}}
	_run(object.union(_inline(rule), mask)) == {["unknown", ["ingress", 0, "cidr_blocks"], ""]}
	_run(object.union(_inline(web), mask)) == set()
}

test_an_unknown_port_is_open_for_the_world_only if {
	mask := {"unknown": {"/ingress/0/from_port": true}}
	_run(object.union(_inline({"to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}), mask)) == {["unknown", ["ingress", 0, "from_port"], ""]}
	_run(object.union(_inline({"to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}), mask)) == set()
}
