# METADATA
# title: Instance metadata needs a token
# description: Machines give out their credentials only to whoever asks with a token, and not to every container on them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
# scope: package
# custom:
#   id: SEC-044
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   numbers:
#     hops: {number: hops, atMost: max}
#   scope: resource
#   kinds:
#     - aws_instance
#     - aws_spot_instance_request
#     - aws_launch_template
#     - aws_launch_configuration
#     - aws_ec2_instance_metadata_defaults
#     - eksctl.io/ClusterConfig
#     - karpenter.k8s.aws/EC2NodeClass
#   reads:
#     - "aws_launch_template:/metadata_options/*/http_tokens"
#     - "aws_launch_template:/metadata_options/*/http_put_response_hop_limit"
#     - "aws_instance:/metadata_options/*/http_tokens"
#   needs: [file]
#   parameters:
#     requiredByAccount: {type: boolean, default: false, description: "Whether every account and region asks for tokens by default; then only what allows requests without one is found."}
#     hopsMax: {type: integer, minimum: 1, default: 2, description: How many network hops an answer may take. One keeps it from containers with a network of their own.}
#   supersedes: []
#   peers: [CKV_AWS_79, CKV_AWS_341]
#   tags: []
package security.instance_metadata

import data.lib.open
import data.lib.parameter
import data.lib.place
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some machine in _machines
	value.get(machine.resource, machine.tokens) == "optional"
	finding := object.union(
		_finding("without_token", machine, machine.tokens, {}),
		{"fix": {"op": "replace", "path": machine.tokens, "value": "required"}},
	)
}

findings contains finding if {
	some machine in _machines
	value.absent(machine.resource, machine.tokens)
	_decides(machine.resource)
	finding := _finding("not_said", machine, machine.tokens, {})
}

findings contains finding if {
	some machine in _machines
	hops := setting.number(value.get(machine.resource, machine.hops))
	hops > parameter.value("SEC-044", "hopsMax")
	finding := object.union(
		_finding("hops", machine, machine.hops, {"hops": json.marshal(hops), "max": json.marshal(parameter.value("SEC-044", "hopsMax"))}),
		{"measure": json.marshal(hops)},
	)
}

findings contains finding if {
	some group in _groups
	setting.off(value.get(group.resource, group.path))
	finding := object.union(
		_finding("without_token", group, group.path, {}),
		{"fix": {"op": "replace", "path": group.path, "value": true}},
	)
}

findings contains finding if {
	some machine in _machines
	some path in _doubts(machine)
	finding := object.union(_finding("unknown", machine, path, {}), {"kind": "open"})
}

_finding(message, machine, path, more) := {
	"messageId": message,
	"subject": machine.resource.id,
	"path": path,
	"arguments": object.union({"machine": _name(machine.resource)}, more),
}

_name(resource) := workload.name(resource) if contains(resource.type, "/")

_name(resource) := resource.address if not contains(resource.type, "/")

_machines := [object.union(_paths[resource.type], {"resource": resource}) |
	some resource in input.resources
	paths := _paths[resource.type]
	not _disabled(resource, paths)
]

_terraform := {
	"tokens": ["metadata_options", 0, "http_tokens"],
	"hops": ["metadata_options", 0, "http_put_response_hop_limit"],
	"endpoint": ["metadata_options", 0, "http_endpoint"],
}

_paths := {
	"aws_instance": _terraform,
	"aws_spot_instance_request": _terraform,
	"aws_launch_template": _terraform,
	"aws_launch_configuration": _terraform,
	"aws_ec2_instance_metadata_defaults": {"tokens": ["http_tokens"], "hops": ["http_put_response_hop_limit"], "endpoint": ["http_endpoint"]},
	"karpenter.k8s.aws/EC2NodeClass": {
		"tokens": ["spec", "metadataOptions", "httpTokens"],
		"hops": ["spec", "metadataOptions", "httpPutResponseHopLimit"],
		"endpoint": ["spec", "metadataOptions", "httpEndpoint"],
	},
}

_disabled(resource, paths) if value.get(resource, paths.endpoint) == "disabled"

# Where nothing is said, a resource of its own decides by what AWS does: an instance of a template is as the template
# says, modules have defaults of their own, and Karpenter asks for tokens by itself.
_decides(resource) if {
	resource.type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"]
	not contains(resource.address, ":")
	parameter.value("SEC-044", "requiredByAccount") == false
	value.absent(resource, ["launch_template"])
	not _new_type(resource)
	not _new_image(resource)
}

# Types that came out after the middle of 2024 ask for tokens by themselves: all of the eighth generation.
_new_type(resource) if regex.match(`^[a-z]+([89]|[1-9][0-9])[a-z]*[.-]`, value.get(resource, ["instance_type"]))

# So do machines made of the image of Amazon Linux 2023.
_new_image(resource) if {
	some argument in ["ami", "image_id"]
	contains(value.get(resource, [argument]), "al2023")
}

_groups := [{"resource": resource, "path": path} |
	some resource in input.resources
	resource.type == "eksctl.io/ClusterConfig"
	some list in ["nodeGroups", "managedNodeGroups"]
	some path in place.at(resource, [list, "#", "disableIMDSv1"])
]

_doubts(machine) := paths if {
	paths := open.paths(machine.resource, machine.tokens)
	count(paths) > 0
}

_doubts(machine) := open.paths(machine.resource, machine.hops) if open.paths(machine.resource, machine.tokens) == []
