package security.ingress_snippet_test

import data.security.ingress_snippet

_found(annotations, unknown) := {[finding.messageId, finding.path] |
	ingress := {"id": "i", "type": "networking.k8s.io/Ingress", "namespace": "shop", "object": {"metadata": {"name": "web", "annotations": annotations}}, "unknown": unknown}
	some finding in ingress_snippet.findings with input as {"resources": [ingress]}
}

_server := "nginx.ingress.kubernetes.io/server-snippet"

test_a_snippet_is_found if {
	_found({_server: "return 200;"}, {}) == {["snippet", ["metadata", "annotations", _server]]}
	_found({"nginx.org/location-snippets": "x"}, {}) == {["snippet", ["metadata", "annotations", "nginx.org/location-snippets"]]}
}

test_other_annotations_are_quiet if _found({"nginx.ingress.kubernetes.io/proxy-body-size": "8m"}, {}) == set()

test_an_unknown_snippet_is_open if {
	_found({}, {"/metadata/annotations/nginx.ingress.kubernetes.io~1server-snippet": true}) == {["unknown", ["metadata", "annotations", _server]]}
}
