package main

import rego.v1

# What both conftest and Sekisho's evaluator run in the bench. Plain Rego, with nothing of either.

required_annotations := {
	"cloud-platform.justice.gov.uk/application",
	"cloud-platform.justice.gov.uk/business-unit",
	"cloud-platform.justice.gov.uk/owner",
	"cloud-platform.justice.gov.uk/slack-channel",
	"cloud-platform.justice.gov.uk/source-code",
}

deny contains message if {
	input.kind == "Namespace"
	some name in required_annotations
	object.get(input.metadata, ["annotations", name], "") == ""
	message := concat("", ["namespace ", input.metadata.name, " has no annotation ", name])
}

deny contains message if {
	input.kind == "Namespace"
	level := object.get(input.metadata, ["labels", "pod-security.kubernetes.io/enforce"], "")
	level != "restricted"
	message := concat("", ["namespace ", input.metadata.name, " enforces the level '", level, "'"])
}

deny contains message if {
	input.kind == "ResourceQuota"
	pods := to_number(input.spec.hard.pods)
	pods > 50
	message := concat("", ["the quota of ", input.metadata.namespace, " allows more than 50 pods"])
}
