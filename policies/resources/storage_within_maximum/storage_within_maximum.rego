# METADATA
# title: Volumes within the maximum
# description: No volume is larger or faster than the organisation allows.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/storage/persistent-volumes/
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
# scope: package
# custom:
#   id: RES-022
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   numbers:
#     size: {number: size, atMost: max}
#     iops: {number: iops, atMost: max}
#   scope: resource
#   kinds: [core/PersistentVolumeClaim, apps/StatefulSet, aws_ebs_volume, aws_launch_template]
#   reads:
#     - "core/PersistentVolumeClaim:/spec/resources/requests/storage"
#     - "apps/StatefulSet:/spec/volumeClaimTemplates/*/spec/resources/requests/storage"
#     - "aws_ebs_volume:/size"
#     - "aws_ebs_volume:/iops"
#     - "aws_launch_template:/block_device_mappings/*/ebs/0/volume_size"
#   needs: [file, rendered]
#   parameters:
#     maxStorage: {type: [string, "null"], default: null, description: "The largest volume: a quantity such as 500Gi."}
#     maxIops: {type: [integer, "null"], minimum: 100, default: null, description: "The most operations in a second that a volume is bought with."}
#   supersedes: []
#   peers: []
#   tags: []
package resources.storage_within_maximum

import data.lib.open
import data.lib.parameter
import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	max := parameter.value("RES-022", "maxStorage")
	some volume in _volumes
	size := _size(volume)
	quantity.compare(size, max) == 1
	finding := {
		"messageId": "size",
		"subject": volume.resource.id,
		"path": volume.path,
		"arguments": {"volume": volume.name, "size": size, "max": max},
		"measure": quantity.decimal(size),
	}
}

findings contains finding if {
	max := parameter.value("RES-022", "maxIops")
	some volume in _volumes
	path := volume.iops
	wanted := setting.number(value.get(volume.resource, path))
	wanted > max
	finding := {
		"messageId": "iops",
		"subject": volume.resource.id,
		"path": path,
		"arguments": {"volume": volume.name, "iops": wanted, "max": max},
		"measure": json.marshal(wanted),
		"fix": {"op": "replace", "path": path, "value": max},
	}
}

findings contains finding if {
	some resource in input.resources
	count(resource.unknown) > 0
	some pattern in _asked[resource.type]
	some path in open.paths(resource, pattern)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"volume": _name(resource)},
	}
}

_volumes := array.flatten([_claims, _templates, _ebs, _devices])

_storage := ["spec", "resources", "requests", "storage"]

_claims := [{"resource": resource, "name": workload.name(resource), "path": _storage, "unit": ""} |
	some resource in input.resources
	resource.type == "core/PersistentVolumeClaim"
]

_templates := [{"resource": resource, "name": name, "path": array.concat(path, _storage), "unit": ""} |
	some resource in input.resources
	resource.type == "apps/StatefulSet"
	some index, template in value.get(resource, ["spec", "volumeClaimTemplates"])
	path := ["spec", "volumeClaimTemplates", index]
	name := concat("/", [workload.name(resource), object.get(template, ["metadata", "name"], json.marshal(index))])
]

_ebs := [{"resource": resource, "name": resource.address, "path": ["size"], "iops": ["iops"], "unit": "Gi"} |
	some resource in input.resources
	resource.type == "aws_ebs_volume"
]

_devices := [{"resource": resource, "name": resource.address, "path": array.concat(path, ["volume_size"]), "iops": array.concat(path, ["iops"]), "unit": "Gi"} |
	some resource in input.resources
	resource.type == "aws_launch_template"
	some index, _ in value.get(resource, ["block_device_mappings"])
	path := ["block_device_mappings", index, "ebs", 0]
]

_size(volume) := found if {
	volume.unit == ""
	found := value.get(volume.resource, volume.path)
}

_size(volume) := concat("", [json.marshal(setting.number(value.get(volume.resource, volume.path))), volume.unit]) if {
	volume.unit != ""
}

_name(resource) := workload.name(resource) if contains(resource.type, "/")

_name(resource) := resource.address if not contains(resource.type, "/")

_asked := {type: patterns |
	some type, sizes in _sizes
	patterns := array.concat(
		[pattern | some pattern in sizes; parameter.value("RES-022", "maxStorage")],
		[pattern | some pattern in object.get(_speeds, type, []); parameter.value("RES-022", "maxIops")],
	)
}

_sizes := {
	"core/PersistentVolumeClaim": [_storage],
	"apps/StatefulSet": [array.concat(["spec", "volumeClaimTemplates", "#"], _storage)],
	"aws_ebs_volume": [["size"]],
	"aws_launch_template": [["block_device_mappings", "#", "ebs", 0, "volume_size"]],
}

_speeds := {
	"aws_ebs_volume": [["iops"]],
	"aws_launch_template": [["block_device_mappings", "#", "ebs", 0, "iops"]],
}
