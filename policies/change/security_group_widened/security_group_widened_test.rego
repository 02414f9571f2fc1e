package change.security_group_widened_test

import data.change.security_group_widened

_side(type, object, unknown) := {"type": type, "object": object, "unknown": unknown}

_group(rule) := _side("aws_security_group", {"ingress": [rule]}, {})

_web := {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/16"]}

_change(action, before, after) := {"id": "c", "address": "g", "type": after.type, "action": action, "before": before, "after": after}

_found(changes) := {[finding.messageId, finding.path] |
	some finding in security_group_widened.findings with input as {"changes": changes}
}

_edit(rule) := _found([_change("update", _group(_web), _group(object.union(_web, rule)))])

test_more_addresses_are_found if {
	_edit({"cidr_blocks": ["10.0.0.0/8"]}) == {["widened", ["ingress", 0, "cidr_blocks", 0]]}
	_edit({"cidr_blocks": ["10.0.0.0/16", "192.0.2.0/24", "198.51.100.0/24"]}) == {["widened", ["ingress", 0, "cidr_blocks", 1]]}
}

test_more_ports_are_found if {
	_edit({"from_port": 80}) == {["widened", ["ingress", 0, "cidr_blocks", 0]]}
	_edit({"protocol": "-1"}) == {["widened", ["ingress", 0, "cidr_blocks", 0]]}
}

test_less_is_quiet if {
	_edit({"cidr_blocks": ["10.0.1.0/24"]}) == set()
	_edit({"description": "x"}) == set()
	_edit({"cidr_blocks": []}) == set()
}

_rule := _side("aws_security_group_rule", object.union(_web, {"type": "ingress"}), {})

test_a_rule_added_to_a_group_is_found if {
	_found([_change("create", null, _rule)]) == {["widened", ["cidr_blocks", 0]]}
}

test_a_rule_of_a_new_group_is_quiet if {
	_found([_change("create", null, _rule), _change("create", null, _group(_web))]) == set()
}

test_egress_is_quiet if {
	egress := _side("aws_security_group_rule", object.union(_web, {"type": "egress"}), {})
	_found([_change("create", null, egress)]) == set()
}

test_what_became_unknown_is_open if {
	after := _side("aws_security_group", {"ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp"}]}, {"/ingress/0/cidr_blocks": true})
	_found([_change("update", _group(_web), after)]) == {["unknown", ["ingress", 0, "cidr_blocks"]]}
	_found([_change("update", after, after)]) == set()
	_found([_change("update", after, _group(_web))]) == set()
}
