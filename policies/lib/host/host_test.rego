package lib.host_test

import data.lib.host

_side(type, object, unknown) := {"id": "x", "address": "x", "type": type, "namespace": "shop", "object": object, "unknown": unknown}

_record(object) := _side("aws_route53_record", object, {})

_change(before, after) := {"type": before.type, "before": before, "after": after, "rewritten": {}}

test_names_are_read_wherever_they_stand if {
	host.names(_record({"name": "API.example.com."})) == ["api.example.com"]
	host.names(_side("networking.k8s.io/Ingress", {"spec": {"rules": [{"host": "b.example.com"}, {"host": "a.example.com"}, {}]}}, {})) == ["a.example.com", "b.example.com"]
	host.names(_side("gateway.networking.k8s.io/HTTPRoute", {"spec": {"hostnames": ["a.example.com"]}}, {})) == ["a.example.com"]
	host.names(_side("core/Service", {"metadata": {"annotations": {"external-dns.alpha.kubernetes.io/hostname": "a.example.com, b.example.com"}}}, {})) == ["a.example.com", "b.example.com"]
	host.names(_side("core/Service", {}, {})) == []
}

test_a_record_that_proves_a_name_serves_nobody if {
	host.names(_record({"name": "_1a2b.api.example.com", "type": "CNAME"})) == []
	host.names(_record({"name": "s1._domainkey.example.com", "type": "CNAME"})) == ["s1._domainkey.example.com"]
	host.names(_record({"name": "_dmarc.example.com", "type": "TXT"})) == ["_dmarc.example.com"]
}

test_addresses_answer_for_each_other if {
	host.answers_alike(_record({"type": "A"}), _record({"type": "CNAME"}))
	not host.answers_alike(_record({"type": "A"}), _record({"type": "TXT"}))
	host.answers_alike(_record({"type": "MX"}), _record({"type": "MX"}))
	host.answers_alike(_side("core/Service", {}, {}), _side("networking.k8s.io/Ingress", {}, {}))
}

_turns(before, after) := [[turn.hosts, turn.before, turn.after, turn.path] | some turn in host.turns(_change(before, after))]

test_a_record_is_turned_where_a_target_is_lost if {
	_turns(_record({"name": "a", "records": ["1.1.1.1"]}), _record({"name": "a", "records": ["2.2.2.2"]})) == [[["a"], ["1.1.1.1"], ["2.2.2.2"], ["records"]]]
	_turns(_record({"name": "a", "records": ["1.1.1.1"]}), _record({"name": "a", "records": ["1.1.1.1", "2.2.2.2"]})) == []
	_turns(_record({"name": "a", "records": ["lb.example.com"]}), _record({"name": "a", "alias": [{"name": "dualstack.lb.example.com."}]})) == []
	_turns(_record({"name": "a", "alias": [{"name": "blue"}]}), _record({"name": "a", "alias": [{"name": "green"}]})) == [[["a"], ["blue"], ["green"], ["alias", 0, "name"]]]
}

test_a_text_sends_nobody_anywhere if {
	_turns(_record({"name": "a", "type": "TXT", "records": ["v=spf1 -all"]}), _record({"name": "a", "type": "TXT", "records": ["v=spf1 mx -all"]})) == []
}

_ingress(services) := _side("networking.k8s.io/Ingress", {"spec": {"rules": [{"host": name, "http": {"paths": [{"backend": {"service": {"name": service}}}]}} | some name, service in services]}}, {})

test_hosts_that_turn_alike_are_one_turn if {
	_turns(_ingress({"a": "blue", "b": "blue"}), _ingress({"a": "green", "b": "green"})) == [[["a", "b"], ["blue"], ["green"], ["spec", "rules", 0, "http", "paths", 0, "backend"]]]
	_turns(_ingress({"a": "blue"}), _ingress({"a": "blue", "b": "green"})) == []
}

test_an_answer_of_the_controller_is_no_service if {
	redirect := {"host": "a", "http": {"paths": [{"backend": {"service": {"name": "ssl-redirect", "port": {"name": "use-annotation"}}}}, {"backend": {"service": {"name": "blue"}}}]}}
	_turns(_side("networking.k8s.io/Ingress", {"spec": {"rules": [redirect]}}, {}), _ingress({"a": "blue"})) == []
}

_route(backends) := _side("gateway.networking.k8s.io/HTTPRoute", {"spec": {"hostnames": ["a"], "rules": [{"backendRefs": backends}]}}, {})

test_a_route_is_turned_unless_it_has_weights if {
	_turns(_route([{"name": "blue"}]), _route([{"name": "green"}])) == [[["a"], ["shop/blue"], ["shop/green"], ["spec", "rules", 0, "backendRefs", 0]]]
	_turns(_route([{"name": "blue", "weight": 1}, {"name": "green", "weight": 9}]), _route([{"name": "green"}])) == []
	_turns(_route([{"name": "blue", "namespace": "shop"}]), _route([{"name": "blue"}])) == []
}

test_an_unknown_target_counts_where_it_is_another if {
	known := _record({"name": "a", "records": ["1.1.1.1"]})
	unknown := _side("aws_route53_record", {"name": "a"}, {"/records": true})
	host.unknown_targets(_change(known, unknown)) == [["records"]]
	host.unknown_targets(_change(unknown, unknown)) == []
	host.unknown_targets(object.union(_change(unknown, unknown), {"rewritten": {"/records": true}})) == [["records"]]
}
