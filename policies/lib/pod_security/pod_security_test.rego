package lib.pod_security_test

import data.lib.pod_security

_job := {
	"id": "batch/CronJob/payments/report",
	"type": "batch/CronJob",
	"namespace": "payments",
	"object": {
		"metadata": {"name": "report"},
		"spec": {"jobTemplate": {"spec": {"template": {"spec": {
			"os": {"name": "windows"},
			"hostUsers": false,
			"containers": [{"name": "report", "securityContext": {"privileged": true}}, null],
			"initContainers": [{"securityContext": null}],
		}}}}},
	},
	"unknown": {},
}

_base := ["spec", "jobTemplate", "spec", "template", "spec"]

test_containers_are_found_wherever_the_kind_keeps_its_pod if {
	found := pod_security.containers with input as {"resources": [_job], "kubernetesVersion": "1.33"}
	[container.name | some container in found] == ["0", "report"]
	[container.security | some container in found] == [{}, {"privileged": true}]
	found[1].path == array.concat(_base, ["containers", 0])
}

test_windows_is_told if {
	count(pod_security.linux_pods) == 0 with input as {"resources": [_job], "kubernetesVersion": "1.33"}
}

test_user_namespaces_relax_from_1_35_on if {
	count(pod_security.strict_pods) == 0 with input as {"resources": [_job], "kubernetesVersion": "1.35"}
	count(pod_security.strict_pods) == 1 with input as {"resources": [_job], "kubernetesVersion": "1.34"}
}

test_versions_are_compared_as_numbers if {
	pod_security.at_least(9) with input as {"kubernetesVersion": "1.30"}
	pod_security.at_least(30) with input as {"kubernetesVersion": "1.30+"}
	not pod_security.at_least(31) with input as {"kubernetesVersion": "1.30.2"}
	pod_security.at_least(99) with input as {"kubernetesVersion": "latest"}
}

test_the_annotations_of_a_pod_stand_beside_its_spec if {
	pod_security.annotations_path({"path": _base}) == ["spec", "jobTemplate", "spec", "template", "metadata", "annotations"]
	pod_security.annotations_path({"path": ["spec"]}) == ["metadata", "annotations"]
}

test_booleans_may_be_text if {
	pod_security.is_true("true")
	pod_security.is_false("false")
	not pod_security.is_true("no")
}

test_values_are_written_for_messages if {
	pod_security.text_of("a") == "a"
	pod_security.text_of(8080) == "8080"
}
