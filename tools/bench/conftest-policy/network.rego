package main

import rego.v1

deny contains message if {
	input.kind == "NetworkPolicy"
	some rule in input.spec.ingress
	some source in rule.from
	source.namespaceSelector == {}
	message := concat("", [input.metadata.name, " lets every namespace in"])
}

deny contains message if {
	input.kind == "Ingress"
	some rule in input.spec.rules
	not endswith(rule.host, ".service.justice.gov.uk")
	message := concat("", [input.metadata.name, " serves the host ", rule.host])
}

deny contains message if {
	input.kind == "Ingress"
	not input.spec.tls
	message := concat("", [input.metadata.name, " serves without TLS"])
}
