package reliability.readiness_probe_test

import data.reliability.readiness_probe

_workload(type, containers, unknown) := {
	"id": "w",
	"type": type,
	"namespace": "shop",
	"object": {"metadata": {"name": "api"}, "spec": {"template": {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": containers}}}},
	"unknown": unknown,
}

_service(spec) := {
	"id": "s",
	"type": "core/Service",
	"namespace": "shop",
	"object": {"metadata": {"name": "api"}, "spec": object.union({"selector": {"app": "api"}}, spec)},
	"unknown": {},
}

_http := _service({"ports": [{"port": 80, "targetPort": "http"}]})

_api := {"name": "api", "ports": [{"name": "http", "containerPort": 8080}]}

_found(resources) := {[finding.messageId, finding.path] |
	some finding in readiness_probe.findings with input as {"resources": resources}
}

_path(index) := ["spec", "template", "spec", "containers", index, "readinessProbe"]

test_a_container_that_a_service_leads_to_is_found if {
	_found([_workload("apps/Deployment", [{"name": "logs"}, _api], {}), _http]) == {["missing", _path(1)]}
	by_number := _service({"ports": [{"port": 8080}]})
	_found([_workload("apps/Deployment", [_api, {"name": "logs"}], {}), by_number]) == {["missing", _path(0)]}
}

test_the_only_container_need_not_say_its_port if {
	by_number := _service({"ports": [{"port": 80, "targetPort": 8080}]})
	_found([_workload("apps/StatefulSet", [{"name": "api"}], {}), by_number]) == {["missing", _path(0)]}
	_found([_workload("apps/StatefulSet", [{"name": "api"}, {"name": "logs"}], {}), by_number]) == set()
}

test_a_probe_will_do if {
	_found([_workload("apps/Deployment", [object.union(_api, {"readinessProbe": {"httpGet": {"path": "/ready"}}})], {}), _http]) == set()
	_found([_workload("apps/Deployment", [object.union(_api, {"startupProbe": {"httpGet": {"path": "/ready"}}})], {}), _http]) == set()
}

test_without_a_service_nobody_waits if {
	_found([_workload("apps/Deployment", [_api], {})]) == set()
	_found([_workload("apps/Deployment", [_api], {}), _service({"ports": [{"name": "metrics", "port": 9090, "targetPort": "http"}]})]) == set()
	_found([_workload("apps/Deployment", [_api], {}), _service({"ports": [{"port": 80, "targetPort": "http"}], "publishNotReadyAddresses": true})]) == set()
}

test_an_unknown_probe_is_open if {
	unknown := {"/spec/template/spec/containers/0/readinessProbe": true}
	_found([_workload("apps/Deployment", [_api], unknown), _http]) == {["unknown", _path(0)]}
}
