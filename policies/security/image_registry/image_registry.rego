# METADATA
# title: Images from allowed registries
# description: Every image comes from a registry or repository of the configured list.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-021
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/image"
#     - "{pod}/initContainers/*/image"
#     - "aws_ecs_task_definition:/container_definitions"
#   needs: [rendered]
#   parameters:
#     allowed: {type: [array, "null"], items: {type: string}, default: null, description: "Registries and repositories as docker.io/library or 123456789012.dkr.ecr.*.amazonaws.com; * is anything within a segment."}
#   supersedes: []
#   peers: [KSV-0125]
#   tags: []
package security.image_registry

import data.lib.image_reference
import data.lib.parameter

findings contains finding if {
	some image in image_reference.images
	found := _foreign(image.reference)
	finding := {
		"messageId": "foreign",
		"subject": image.resource.id,
		"path": image.path,
		"arguments": {"workload": image.workload, "image": image.reference, "registry": found.registry},
	}
}

findings contains finding if {
	parameter.value("SEC-021", "allowed")
	some finding in image_reference.unknown
}

_foreign(reference) := parts if {
	allowed := parameter.value("SEC-021", "allowed")
	parts := image_reference.parts(reference)
	not _listed(concat("/", [parts.registry, parts.repository]), allowed)
}

# An entry stands for a repository and for everything below it.
_listed(name, allowed) if {
	some entry in allowed
	pattern := trim_suffix(entry, "/")
	some form in [pattern, concat("", [pattern, "/**"])]
	glob.match(form, ["/"], name)
}
