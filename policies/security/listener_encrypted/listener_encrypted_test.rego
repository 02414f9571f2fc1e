package security.listener_encrypted_test

import data.security.listener_encrypted

_resource(type, object, unknown) := {"id": "l", "address": "l", "type": type, "object": object, "unknown": unknown}

_found(resources) := {[finding.messageId, finding.path] |
	some finding in listener_encrypted.findings with input as {"resources": resources}
}

_http(action) := _resource("aws_lb_listener", {"protocol": "HTTP", "default_action": [{"type": action}]}, {})

_balancer(internal) := object.union(_resource("aws_lb", {"internal": internal}, {}), {"id": "b"})

test_plain_text_that_is_sent_on_is_found if {
	_found([_http("forward")]) == {["plain_text", ["protocol"]]}
	_found([_http("forward"), _balancer(false)]) == {["plain_text", ["protocol"]]}
	_found([_http("forward"), _balancer(null)]) == {["plain_text", ["protocol"]]}
}

test_an_application_load_balancer_speaks_http_unless_told if {
	silent := _resource("aws_lb_listener", {"port": 80, "default_action": [{"type": "forward"}]}, {})
	_found([silent]) == {["plain_text", ["protocol"]]}
	_found([silent, object.union(_balancer(false), {"object": {"load_balancer_type": "gateway"}})]) == set()
	_found([silent, _balancer(true)]) == set()
}

test_redirects_answers_and_internal_balancers_are_quiet if {
	_found([_http("redirect")]) == set()
	_found([_http("fixed-response")]) == set()
	_found([_http("forward"), _balancer(true)]) == set()
	_found([_resource("aws_lb_listener", {"protocol": "TCP", "default_action": [{"type": "forward"}]}, {})]) == set()
}

_https(policy) := _found([_resource("aws_alb_listener", {"protocol": "HTTPS", "ssl_policy": policy}, {})])

test_policies_with_old_tls_are_found if {
	every policy in ["ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-1-2017-01", "ELBSecurityPolicy-FS-2018-06", "ELBSecurityPolicy-FS-1-1-2019-08", "ELBSecurityPolicy-TLS13-1-0-2021-06"] {
		_https(policy) == {["old_tls", ["ssl_policy"]]}
	}
	_https(null) == {["old_tls", ["ssl_policy"]]}
}

test_current_policies_are_quiet if {
	every policy in ["ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "ELBSecurityPolicy-FS-1-2-Res-2020-10", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-3-2021-06", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"] {
		_https(policy) == set()
	}
}

test_annotations_are_read if {
	ingress := _resource("networking.k8s.io/Ingress", {"metadata": {"name": "i", "annotations": {"alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-2016-08"}}}, {})
	_found([ingress]) == {["old_tls", ["metadata", "annotations", "alb.ingress.kubernetes.io/ssl-policy"]]}
	_found([_resource("networking.k8s.io/Ingress", {"metadata": {"name": "i"}}, {})]) == set()
}

test_unknown_values_are_open if {
	_found([_resource("aws_lb_listener", {"default_action": [{"type": "forward"}]}, {"/protocol": true})]) == {["unknown", ["protocol"]]}
	_found([_resource("aws_lb_listener", {"protocol": "HTTPS"}, {"/ssl_policy": true})]) == {["unknown", ["ssl_policy"]]}
}
