package security.audit_trail_test

import data.security.audit_trail

_resource(type, id, object, unknown) := {"id": id, "address": id, "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in audit_trail.findings with input as {"resources": resources}
}

_good := {"is_multi_region_trail": true, "enable_log_file_validation": "true"}

_trail(more) := _resource("aws_cloudtrail", "t", object.union(_good, more), {})

test_a_trail_of_all_regions_that_can_be_checked_is_quiet if _found([_trail({})]) == set()

test_each_gap_of_a_trail_is_found if {
	_found([_trail({"enable_logging": false})]) == {["stopped", "t", ["enable_logging"]]}
	_found([_trail({"is_multi_region_trail": false})]) == {["one_region", "t", ["is_multi_region_trail"]]}
	_found([_resource("aws_cloudtrail", "t", {"is_multi_region_trail": true}, {})]) == {["unchecked", "t", ["enable_log_file_validation"]]}
}

test_a_trail_of_some_events_may_be_of_one_region if {
	_found([_trail({"is_multi_region_trail": false, "event_selector": [{"include_management_events": false}]})]) == set()
	_found([_trail({"is_multi_region_trail": false, "advanced_event_selector": [{}]})]) == set()
	_found([_trail({"is_multi_region_trail": false}), _resource("aws_cloudtrail", "all", _good, {})]) == set()
}

_network := _resource("aws_vpc", "aws_vpc.main", {"cidr_block": "10.0.0.0/16"}, {})

test_a_network_without_a_log_is_found if {
	_found([_network]) == {["no_flow_log", "aws_vpc.main", []]}
	_found([_network, _resource("aws_flow_log", "f", {"transit_gateway_id": "tgw-1"}, {})]) == {["no_flow_log", "aws_vpc.main", []]}
	_found([_network, _resource("aws_flow_log", "f", {}, {"/vpc_id": true})]) == set()
	_found([object.union(_network, {"environment": {"ephemeral": true}})]) == set()
}

test_a_module_makes_both if {
	_found([
		_resource("aws_vpc", "module.main:aws_vpc", {}, {}),
		_resource("aws_flow_log", "module.main:aws_flow_log", {}, {}),
	]) == set()
}

test_unknown_settings_are_open if {
	_found([_resource("aws_cloudtrail", "t", _good, {"/enable_logging": true})]) == {["unknown", "t", ["enable_logging"]]}
}
