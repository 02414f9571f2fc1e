package reliability.several_replicas_test

import data.reliability.several_replicas

_deployment(spec, pod) := {
	"id": "d",
	"type": "apps/Deployment",
	"namespace": "shop",
	"object": {"metadata": {"name": "api"}, "spec": object.union(spec, {"template": {"metadata": {"labels": {"app": "api"}}, "spec": pod}})},
	"unknown": {},
}

_service := {"id": "s", "type": "core/Service", "namespace": "shop", "object": {"spec": {"selector": {"app": "api"}}}, "unknown": {}}

_other(type, name, spec) := {"id": name, "type": type, "namespace": "shop", "object": {"metadata": {"name": name}, "spec": spec}, "unknown": {}}

_found(resources, facts, always) := {[finding.messageId, finding.path] |
	some finding in several_replicas.findings with input as {"root": {"key": "r"}, "resources": resources, "facts": facts}
		with data.parameters as {"REL-003": {"withoutService": always}}
}

_single := {["single", ["spec", "replicas"]]}

test_one_replica_that_others_call_is_found if {
	_found([_deployment({"replicas": 1}, {}), _service], {}, false) == _single
	_found([_deployment({"replicas": 2}, {}), _service], {}, false) == set()
	_found([_deployment({"replicas": 0}, {}), _service], {}, false) == set()
}

test_one_that_nobody_calls_is_found_where_that_is_asked_for if {
	_found([_deployment({"replicas": 1}, {})], {}, false) == set()
	_found([_deployment({"replicas": 1}, {})], {}, true) == _single
}

test_two_workloads_behind_one_service_stand_in_for_each_other if {
	second := object.union(_deployment({"replicas": 1}, {}), {"id": "e"})
	_found([_deployment({"replicas": 1}, {}), second, _service], {}, false) == set()
	off := object.union(_deployment({"replicas": 0}, {}), {"id": "e"})
	_found([_deployment({"replicas": 1}, {}), off, _service], {}, false) == _single
}

test_no_number_is_one_only_where_everything_was_read if {
	_found([_deployment({}, {}), _service], {}, false) == set()
	_found([_deployment({}, {}), _service], {"complete": {"shop": true}}, false) == _single
}

test_an_autoscaler_here_or_elsewhere_is_quiet if {
	target := {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}
	_found([_deployment({"replicas": 1}, {}), _service, _other("autoscaling/HorizontalPodAutoscaler", "h", {"scaleTargetRef": target})], {}, false) == set()
	elsewhere := {"type": "keda.sh/ScaledObject", "name": "k", "root": "other", "target": {"name": "api"}}
	_found([_deployment({"replicas": 1}, {}), _service], {"objects": {"shop": [elsewhere]}}, false) == set()
}

test_what_is_one_on_purpose_is_quiet if {
	_found([_deployment({"replicas": 1, "strategy": {"type": "Recreate"}}, {}), _service], {}, false) == set()
	_found([_deployment({"replicas": 1}, {"volumes": [{"persistentVolumeClaim": {"claimName": "data"}}]}), _service], {}, false) == set()
	_found([_deployment({"replicas": 1}, {"containers": [{"args": ["--leader-elect"]}]}), _service], {}, false) == set()
	_found([_deployment({"replicas": 1}, {"containers": [{"env": [{"name": "ENABLE_LEADER_ELECTION"}]}]}), _service], {}, false) == set()
}

test_a_rollout_decides_about_the_deployment_that_it_takes_its_pods_from if {
	rollout := _other("argoproj.io/Rollout", "api", {"replicas": 3, "workloadRef": {"kind": "Deployment", "name": "api"}})
	_found([_deployment({"replicas": 1}, {}), _service, rollout], {}, false) == set()
}

test_an_unknown_number_is_open if {
	unknown := object.union(_deployment({}, {}), {"unknown": {"/spec/replicas": true}})
	_found([unknown, _service], {}, false) == {["unknown", ["spec", "replicas"]]}
}
