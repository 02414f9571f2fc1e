# METADATA
# title: Production images pinned by digest
# description: In production, every image is named by its digest, so that what runs is what was tested.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/#image-names
# scope: package
# custom:
#   id: SEC-022
#   severity: low
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads:
#     - "{pod}/containers/*/image"
#     - "{pod}/initContainers/*/image"
#     - "aws_ecs_task_definition:/container_definitions"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_K8S_43]
#   tags: []
package security.image_digest

import data.lib.image_reference

findings contains finding if {
	some image in image_reference.images
	image.resource.environment.production
	not contains(image.reference, "@")
	_tagged(image.reference)
	finding := {
		"messageId": "tag_only",
		"subject": image.resource.id,
		"path": image.path,
		"arguments": {"workload": image.workload, "image": image.reference},
	}
}

findings contains finding if {
	some finding in image_reference.unknown
	some resource in input.resources
	resource.id == finding.subject
	resource.environment.production
}

# Without a tag, or with the tag latest, there is no version to pin: SEC-020 says so.
_tagged(reference) if {
	tag := image_reference.parts(reference).tag
	not tag in {"", "latest"}
}
