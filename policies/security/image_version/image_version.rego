# METADATA
# title: Image version given
# description: Every image has a tag other than latest, or a digest.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/#image-names
# scope: package
# custom:
#   id: SEC-020
#   severity: medium
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
#   peers: [KSV-0013]
#   tags: []
package security.image_version

import data.lib.image_reference

findings contains finding if {
	some image in image_reference.images
	finding := {
		"messageId": _problem(image.reference),
		"subject": image.resource.id,
		"path": image.path,
		"arguments": {"workload": image.workload, "image": image.reference},
	}
}

findings contains finding if some finding in image_reference.unknown

# The cheap look comes first. What is no reference is no image either: no node will pull it.
_problem(reference) := problem if {
	not contains(reference, "@")
	segments := split(reference, "/")
	problem := _tag_problem(segments[count(segments) - 1])
	image_reference.parts(reference)
}

_tag_problem(name) := "untagged" if not contains(name, ":")

_tag_problem(name) := "latest" if endswith(name, ":latest")
