package resources.volatile_storage_bounded_test

import data.resources.volatile_storage_bounded

_pod(container, volume, unknown) := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"owner": [],
	"object": {
		"metadata": {"name": "p"},
		"spec": {
			"containers": [object.union({"name": "a", "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}, container)],
			"volumes": [{"name": "tmp", "emptyDir": volume}],
		},
	},
	"unknown": unknown,
}

_found(resource) := _found_with(resource, false)

_found_with(resource, required) := {[finding.messageId, finding.path] |
	some finding in volatile_storage_bounded.findings with input as {
		"kubernetesVersion": "1.33",
		"resources": [resource],
		"facts": {"limitRanges": {"defaulted": {"limits": {"ephemeral-storage": "1Gi"}}}},
	}
		with data.parameters as {"RES-007": {"requireLimit": required}}
}

_path := ["spec", "volumes", 0, "emptyDir", "sizeLimit"]

_limit := {"resources": {"limits": {"ephemeral-storage": "1Gi"}}}

test_a_volume_without_a_size_is_found if {
	_found(_pod({}, {}, {})) == {["volume", _path]}
}

test_a_size_or_a_limit_is_enough if {
	_found(_pod({}, {"sizeLimit": "1Gi"}, {})) == set()
	_found(_pod(_limit, {}, {})) == set()
	_found(object.union(_pod({}, {}, {}), {"namespace": "defaulted"})) == set()
}

test_memory_is_the_limit_of_memory if {
	_found(_pod({}, {"medium": "Memory"}, {})) == set()
}

test_who_only_reads_fills_nothing if {
	_found(_pod({"volumeMounts": [{"name": "tmp", "readOnly": true}]}, {}, {})) == set()
	_found(_pod({"volumeMounts": []}, {}, {})) == set()
}

test_a_limit_may_be_required_of_everybody if {
	required := ["container", ["spec", "containers", 0, "resources", "limits", "ephemeral-storage"]]
	_found_with(_pod({}, {"sizeLimit": "1Gi"}, {}), true) == {required}
	_found_with(_pod(_limit, {}, {}), true) == set()
}

test_an_unknown_size_is_open if {
	_found(_pod({}, {}, {"/spec/volumes/0/emptyDir/sizeLimit": true})) == {["unknown", _path]}
}
