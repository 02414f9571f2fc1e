package lib.container_resources_test

import data.lib.container_resources

_pod := {
	"id": "p",
	"type": "core/Pod",
	"namespace": "payments",
	"owner": ["payments"],
	"unknown": {},
	"object": {"metadata": {"name": "p"}, "spec": {
		"resources": {"limits": {"memory": "2Gi"}},
		"containers": [{"name": "a", "resources": {"limits": {"cpu": "1"}}}],
		"ephemeralContainers": [{"name": "e"}],
	}},
}

_input(version) := {"resources": [_pod], "kubernetesVersion": version, "facts": {"limitRanges": {}, "limits": {}}}

test_ephemeral_containers_have_no_resources if {
	[container.name | some container in container_resources.containers] == ["a"] with input as _input("1.33")
}

test_the_settings_of_a_pod_count_from_1_34_on if {
	container := container_resources.containers[0] with input as _input("1.34")
	container_resources.given(container, "limits", "memory") with input as _input("1.34")
	not container_resources.given(container, "limits", "memory") with input as _input("1.33")
}

test_the_defaults_of_a_namespace_count if {
	container := container_resources.containers[0] with input as _input("1.33")
	container_resources.given(container, "limits", "memory") with input as {
		"kubernetesVersion": "1.33",
		"facts": {"limitRanges": {"payments": {"limits": {"memory": "1Gi"}}}},
	}
}

test_unknown_values_are_doubts if {
	container := {"resource": {"unknown": {"/spec/containers/0/resources": true}}, "path": ["spec", "containers", 0], "pod": {"path": ["spec"]}}
	container_resources.doubts(container, "limits", "memory") == [["spec", "containers", 0, "resources"]] with input as _input("1.33")
}

test_an_object_without_a_namespace_has_the_defaults_of_its_root if {
	container := {"path": [], "values": {}, "pod": {"values": {}}, "resource": {"namespace": ""}}
	one := {"a": {"limits": {"memory": "1Gi"}}}
	container_resources.given(container, "limits", "memory") with input.facts.limitRanges as one
	two := object.union(one, {"b": {"limits": {"memory": "1Gi"}}})
	not container_resources.given(container, "limits", "memory") with input.facts.limitRanges as two
}
