package resources.storage_within_maximum_test

import data.resources.storage_within_maximum

_resource(type, object, unknown) := {
	"id": "v",
	"address": concat(".", [type, "v"]),
	"type": type,
	"object": object,
	"unknown": unknown,
}

_found(resource) := _found_with(resource, {"maxStorage": "500Gi", "maxIops": 6000})

_found_with(resource, parameters) := {[finding.messageId, finding.path, object.get(finding, "measure", "")] |
	some finding in storage_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-022": parameters}
}

_storage := ["spec", "resources", "requests", "storage"]

_claim(storage) := {"metadata": {"name": "data"}, "spec": {"resources": {"requests": {"storage": storage}}}}

test_a_large_claim_is_found if {
	_found(_resource("core/PersistentVolumeClaim", _claim("501Gi"), {})) == {["size", _storage, "537944653824"]}
	_found(_resource("core/PersistentVolumeClaim", _claim("500Gi"), {})) == set()
}

test_templates_of_a_stateful_set_count if {
	stateful := {"metadata": {"name": "db"}, "spec": {"volumeClaimTemplates": [_claim("1Gi"), _claim("2Ti")]}}
	_found(_resource("apps/StatefulSet", stateful, {})) == {["size", array.concat(["spec", "volumeClaimTemplates", 1], _storage), "2199023255552"]}
}

test_volumes_of_terraform_are_in_gib if {
	_found(_resource("aws_ebs_volume", {"size": "501", "iops": 16000}, {})) == {["size", ["size"], "537944653824"], ["iops", ["iops"], "16000"]}
	_found(_resource("aws_ebs_volume", {"size": 500}, {})) == set()
	devices := {"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"volume_size": 1000}]}]}
	_found(_resource("aws_launch_template", devices, {})) == {["size", ["block_device_mappings", 0, "ebs", 0, "volume_size"], "1073741824000"]}
}

test_without_parameters_nothing_is_found if {
	_found_with(_resource("aws_ebs_volume", {"size": 16000}, {"/iops": true}), {}) == set()
}

test_unknown_values_are_open if {
	_found(_resource("aws_ebs_volume", {}, {"/size": true})) == {["unknown", ["size"], ""]}
	_found_with(_resource("aws_ebs_volume", {}, {"/size": true}), {"maxIops": 6000}) == set()
}
