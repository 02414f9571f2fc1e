# METADATA
# title: Images are built with care
# description: An image does not run as root, is built from a named version, and is given no secret as a build argument.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
#   - ref: https://docs.docker.com/build/building/secrets/
# scope: package
# custom:
#   id: SEC-047
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [dockerfile]
#   reads: []
#   needs: [file]
#   parameters:
#     nonRootImages:
#       description: Globs over base images that run as somebody else than root by themselves, without tag and digest.
#       type: array
#       items: {type: string}
#       default: ["**nonroot**", "**unprivileged**", "**rootless**", "**/nanoserver", cgr.dev/chainguard/**, bitnami/**, docker.io/bitnami/**, mcr.microsoft.com/windows/**]
#   supersedes: []
#   peers: [DS-0001, DS-0002, DS-0031, CKV_DOCKER_3, CKV_DOCKER_7]
#   tags: []
package security.container_build

import data.lib.image_reference
import data.lib.parameter
import data.lib.value

findings contains finding if {
	some file in _files
	user := value.get(file, ["final", "user"])
	regex.match(`^(?:root|0+)(?::.*)?$`, user)
	finding := _finding("root", file, ["final", "user"], {"file": file.address, "user": user})
}

findings contains finding if {
	some file in _files
	value.absent(file, ["final", "user"])
	not value.unknown(file, ["final", "image"])
	not _runs_as_other(value.get_or(file, ["final", "image"], "scratch"))
	finding := _finding("no_user", file, ["final", "user"], {"file": file.address})
}

findings contains finding if {
	some file in _files
	some index, _ in file.object.stages
	reference := value.get(file, ["stages", index, "image"])
	message := _version_problem(reference)
	finding := _finding(message, file, ["stages", index, "image"], {"image": reference})
}

findings contains finding if {
	some file in _files
	some argument in _arguments(file)
	regex.match(_secret_name, argument.name)
	finding := _finding("secret_argument", file, argument.path, {"name": argument.name})
}

_files := [resource | some resource in input.resources; resource.type == "dockerfile"]

# Arguments stand in the history of the image, whoever gives their values.
_arguments(file) := array.concat(
	[{"path": ["args", index], "name": argument.name} | some index, argument in file.object.args],
	[{"path": ["stages", stage, "args", index], "name": argument.name} |
		some stage, _ in file.object.stages
		some index, argument in file.object.stages[stage].args
	],
)

# What only names, points at or counts a secret is none.
_secret_name := `(?i)(?:^|_)(?:password|passwd|passphrase|secret|token|(?:api|access|private|signing|encryption)_?key|credentials?)s?$`

_runs_as_other(reference) if {
	name := split(split(reference, "@")[0], ":")[0]
	some pattern in parameter.value("SEC-047", "nonRootImages")
	some candidate in {name, reference}
	glob.match(pattern, ["/"], candidate)
}

_version_problem(reference) := problem if {
	not contains(reference, "@")
	segments := split(reference, "/")
	problem := _tag_problem(segments[count(segments) - 1])
	image_reference.parts(reference)
}

_tag_problem(name) := "untagged" if not contains(name, ":")

_tag_problem(name) := "latest" if endswith(name, ":latest")

_finding(message, file, path, arguments) := {
	"messageId": message,
	"subject": file.id,
	"path": path,
	"arguments": arguments,
}
