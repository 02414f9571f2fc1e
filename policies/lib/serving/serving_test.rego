package lib.serving_test

import data.lib.serving

_service(spec) := {"id": "s", "type": "core/Service", "namespace": "shop", "object": {"spec": spec}, "unknown": {}}

_deployment := {
	"id": "d",
	"type": "apps/Deployment",
	"namespace": "shop",
	"object": {"spec": {"template": {"metadata": {"labels": {"app": "api"}}}}},
	"unknown": {},
}

_count(service) := count(found) if {
	found := serving.of(_deployment) with input as {"resources": [service, _deployment]}
}

test_a_service_that_selects_the_pods_leads_there if {
	_count(_service({"selector": {"app": "api"}})) == 1
	_count(_service({"selector": {"app": "web"}})) == 0
	_count(object.union(_service({"selector": {"app": "api"}}), {"namespace": "other"})) == 0
	_count(object.union(_service({"selector": {"app": "api"}}), {"namespace": ""})) == 1
}

test_what_selects_nothing_leads_nowhere if {
	_count(_service({})) == 0
	_count(_service({"selector": {}})) == 0
	_count(_service({"selector": {"app": "api"}, "type": "ExternalName"})) == 0
	_count(object.union(_service({"selector": {}}), {"unknown": {"/spec/selector/app": true}})) == 0
}

test_a_service_for_metrics_alone_is_none if {
	_count(_service({"selector": {"app": "api"}, "ports": [{"name": "http-metrics"}, {"name": "metrics"}]})) == 0
	_count(_service({"selector": {"app": "api"}, "ports": [{"name": "http"}, {"name": "metrics"}]})) == 1
	_count(_service({"selector": {"app": "api"}, "ports": [{"port": 80}]})) == 1
}

test_the_labels_of_a_pod_stand_at_the_pod if {
	serving.labels_path({"type": "core/Pod"}) == ["metadata", "labels"]
	serving.labels_path({"type": "batch/CronJob"}) == ["spec", "jobTemplate", "spec", "template", "metadata", "labels"]
}
