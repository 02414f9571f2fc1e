package change.host_removed_test

import data.change.host_removed

_side(type, object, unknown) := {"id": "x", "address": "x", "type": type, "namespace": "shop", "object": object, "unknown": unknown, "owner": ["shop"]}

_change(action, before, after) := {
	"id": "x", "address": "x", "type": [side.type | some side in [before, after]; side != null][0], "namespace": "shop",
	"action": action, "before": before, "after": after, "rewritten": {}, "owner": ["shop"],
}

_said(changes, resources, facts) := {[finding.messageId, finding.path, object.get(finding.arguments, "hosts", []), finding.owners] |
	some finding in host_removed.findings with input as {"changes": changes, "resources": resources, "facts": object.union({"hosts": {}, "hostOwners": {}}, facts)}
}

_ingress(hosts) := _side("networking.k8s.io/Ingress", {"metadata": {"name": "web"}, "spec": {"rules": [{"host": host} | some host in hosts]}}, {})

test_a_deleted_ingress_takes_its_hosts_along if {
	_said([_change("delete", _ingress(["a", "b"]), null)], [], {}) == {["removed", [], ["a", "b"], ["shop"]]}
}

test_a_host_that_is_taken_out_is_found if {
	_said([_change("update", _ingress(["a", "b"]), _ingress(["a"]))], [_ingress(["a"])], {}) == {["removed", ["spec", "rules"], ["b"], ["shop"]]}
	_said([_change("update", _ingress(["a"]), _ingress(["a", "b"]))], [_ingress(["a", "b"])], {}) == set()
	_said([_change("create", null, _ingress(["a"]))], [_ingress(["a"])], {}) == set()
}

test_the_owners_of_the_host_are_asked if {
	_said([_change("delete", _ingress(["a"]), null)], [], {"hostOwners": {"a": ["web"]}}) == {["removed", [], ["a"], ["web"]]}
}

test_what_somebody_else_of_the_namespace_answers_for_is_quiet if {
	_said([_change("delete", _ingress(["a"]), null)], [], {"hosts": {"a": [{"namespace": "shop", "name": "other"}]}}) == set()
	_said([_change("delete", _ingress(["a"]), null)], [_ingress(["a"])], {}) == set()
}

test_a_host_that_another_namespace_has_moves if {
	_said([_change("delete", _ingress(["a"]), null)], [], {"hosts": {"a": [{"namespace": "cart", "name": "web"}]}}) == {["moved", [], ["a"], ["shop"]]}
}

test_a_namespace_or_a_zone_that_goes_takes_its_hosts_along if {
	namespace := object.union(_change("delete", _side("core/Namespace", {"metadata": {"name": "shop"}}, {}), null), {"id": "n"})
	_said([_change("delete", _ingress(["a"]), null), namespace], [], {}) == set()
	zone := object.union(_change("delete", _side("aws_route53_zone", {}, {}), null), {"id": "z"})
	_said([_change("delete", _record(["1.1.1.1"]), null), zone], [], {}) == set()
}

_record(records) := _side("aws_route53_record", {"name": "api.example.com", "type": "A", "records": records}, {})

test_a_record_that_goes_or_turns_is_found if {
	_said([_change("delete", _record(["1.1.1.1"]), null)], [], {}) == {["removed", [], ["api.example.com"], ["shop"]]}
	_said([_change("update", _record(["1.1.1.1"]), _record(["2.2.2.2"]))], [], {}) == {["retargeted", ["records"], ["api.example.com"], ["shop"]]}
	_said([_change("update", _record(["1.1.1.1"]), _record(["1.1.1.1"]))], [], {}) == set()
}

test_another_record_of_the_name_answers_and_a_text_does_not if {
	_said([_change("delete", _record(["1.1.1.1"]), null)], [_side("aws_route53_record", {"name": "api.example.com", "type": "CNAME"}, {})], {}) == set()
	count(_said([_change("delete", _record(["1.1.1.1"]), null)], [_side("aws_route53_record", {"name": "api.example.com", "type": "TXT"}, {})], {})) == 1
}

test_names_and_targets_that_became_unknown_are_open if {
	name := _side("aws_route53_record", {"type": "A", "records": ["1.1.1.1"]}, {"/name": true})
	_said([_change("update", _record(["1.1.1.1"]), name)], [], {}) == {["unknown", ["name"], [], ["shop"]]}
	target := _side("aws_route53_record", {"name": "api.example.com", "type": "A"}, {"/records": true})
	_said([_change("update", _record(["1.1.1.1"]), target)], [], {}) == {["unknown", ["records"], [], ["shop"]]}
	rules := _side("networking.k8s.io/Ingress", {"spec": {"rules": [{}]}}, {"/spec/rules/0/host": true})
	_said([_change("update", _ingress(["a"]), rules)], [], {}) == {["unknown", ["spec", "rules", 0, "host"], [], ["shop"]]}
}
