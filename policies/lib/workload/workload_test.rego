package lib.workload_test

import data.lib.workload

_resource(type, object) := {"id": "one", "type": type, "object": object, "unknown": {}}

_named(spec) := {"metadata": {"name": "api"}, "spec": spec}

_pod_spec := {
	"containers": [{"name": "api"}, {"image": "without-a-name"}],
	"initContainers": [{"name": "proxy", "restartPolicy": "Always"}, {"name": "migrate"}],
}

test_containers_of_every_list_are_found if {
	found := workload.containers with input.resources as [_resource("core/Pod", _named(_pod_spec))]
	{[container.list, container.name] | some container in found} == {
		["containers", "api"],
		["containers", "1"],
		["initContainers", "proxy"],
		["initContainers", "migrate"],
	}
}

test_the_path_of_a_cron_job_leads_to_its_pod if {
	job := _resource("batch/CronJob", _named({"jobTemplate": {"spec": {"template": {"spec": _pod_spec}}}}))
	found := workload.containers with input.resources as [job]
	found[2].path == ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0]
	found[2].workload == "CronJob api"
}

test_other_kinds_hold_no_pods if {
	found := workload.pods with input.resources as [_resource("core/Service", _named({"containers": []}))]
	count(found) == 0
}

test_a_rollout_that_refers_to_a_deployment_holds_no_pod if {
	rollout := _resource("argoproj.io/Rollout", _named({"workloadRef": {"kind": "Deployment", "name": "api"}}))
	found := workload.pods with input.resources as [rollout]
	count(found) == 0
}

test_an_init_container_that_always_restarts_is_a_sidecar if {
	found := workload.containers with input.resources as [_resource("core/Pod", _named(_pod_spec))]
	[container.name | some container in found; workload.is_sidecar(container)] == ["proxy"]
}

test_a_list_that_is_unknown_is_told if {
	pod := object.union(_resource("core/Pod", _named({})), {"unknown": {"/spec/containers": true}})
	found := workload.unknown_lists with input.resources as [pod]
	[list.path | some list in found] == [["spec", "containers"]]
}
