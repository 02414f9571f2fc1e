package security.security_group_open_all_test

import data.security.security_group_open_all

_run(rule, unknown) := {[finding.messageId, finding.path] |
	some finding in security_group_open_all.findings with input as {"resources": [{"id": "g", "address": "g", "namespace": "", "type": "aws_security_group", "object": {"ingress": [rule]}, "unknown": unknown}]}
}

test_every_protocol_is_found if {
	_run({"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}, {}) == {["open", ["ingress", 0, "cidr_blocks", 0]]}
	_run({"from_port": 0, "to_port": 0, "protocol": -1, "ipv6_cidr_blocks": ["::/0"]}, {}) == {["open", ["ingress", 0, "ipv6_cidr_blocks", 0]]}
}

test_every_port_of_tcp_is_found if {
	count(_run({"from_port": 1, "to_port": "65535", "protocol": "tcp", "cidr_blocks": ["128.0.0.0/1"]}, {})) == 1
}

test_networks_and_single_ports_are_quiet if {
	_run({"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["10.0.0.0/8"]}, {}) == set()
	_run({"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}, {}) == set()
	_run({"from_port": 0, "to_port": 0, "protocol": "-1", "self": true}, {}) == set()
}

test_unknown_blocks_and_protocols_are_open if {
	_run({"protocol": "-1"}, {"/ingress/0/cidr_blocks": true}) == {["unknown", ["ingress", 0, "cidr_blocks"]]}
	_run({"cidr_blocks": ["0.0.0.0/0"]}, {"/ingress/0/protocol": true}) == {["unknown", ["ingress", 0, "protocol"]]}
	_run({"from_port": 22, "to_port": 22, "protocol": "tcp"}, {"/ingress/0/cidr_blocks": true}) == set()
}
