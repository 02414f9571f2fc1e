package resources.quota_exceeded_test

import data.resources.quota_exceeded

_row(part, changes) := object.union(
	{
		"of": "namespace",
		"name": "shop",
		"resource": "requests.memory",
		"quota": "compute",
		"scopes": [],
		"asked": "640Gi",
		"allowed": "200Gi",
		"excess": "472446402560",
		"address": "apps/Deployment/shop/api",
		"part": part,
		"uncounted": [],
	},
	changes,
)

_deployment := {
	"id": "d",
	"address": "apps/Deployment/shop/api",
	"type": "apps/Deployment",
	"unknown": {},
	"object": {"spec": {
		"replicas": 40,
		"template": {"spec": {"containers": [
			{"name": "proxy", "resources": {"requests": {"cpu": "1"}}},
			{"name": "api", "resources": {"requests": {"memory": "16Gi"}}},
		]}},
	}},
}

_found(resource, row) := {[finding.messageId, finding.path, finding.measure] |
	some finding in quota_exceeded.findings with input as {"resources": [resource], "facts": {"excesses": [row]}}
}

test_more_replicas_stand_at_their_number if {
	_found(_deployment, _row("count", {})) == {["namespace", ["spec", "replicas"], "472446402560"]}
}

test_more_memory_stands_where_it_is_asked_for if {
	path := ["spec", "template", "spec", "containers", 1, "resources", "requests", "memory"]
	_found(_deployment, _row("pod", {})) == {["namespace", path, "472446402560"]}
	_found(_deployment, _row("pod", {"resource": "memory"})) == {["namespace", path, "472446402560"]}
}

test_each_resource_and_each_quota_is_told_for_itself if {
	found := {finding.aspect |
		some row in [
			_row("count", {}),
			_row("count", {"resource": "requests.cpu"}),
			_row("count", {"scopes": ["BestEffort"], "quota": "one"}),
			_row("count", {"scopes": ["BestEffort"], "quota": "other"}),
		]
		some finding in quota_exceeded.findings with input as {
			"resources": [_deployment],
			"facts": {"excesses": [row]},
		}
	}
	count(found) == 4
}

test_pods_stand_at_their_number if {
	_found(_deployment, _row("pod", {"resource": "pods"})) == {["namespace", ["spec", "replicas"], "472446402560"]}
}

test_a_quota_is_told_at_its_own_line if {
	quota := {
		"id": "q",
		"address": "core/ResourceQuota/shop/compute",
		"type": "core/ResourceQuota",
		"unknown": {},
		"object": {"spec": {"hard": {"requests.memory": "200Gi"}}},
	}
	_found(quota, _row("quota", {"address": quota.address})) == {["quota", ["spec", "hard", "requests.memory"], "472446402560"]}
}

test_what_is_not_counted_is_said if {
	found := _found(_deployment, _row("count", {"uncounted": ["DaemonSet agent"], "of": "tenant"}))
	found == {["tenant_partly", ["spec", "replicas"], "472446402560"]}
}

test_what_stands_elsewhere_is_told_there if {
	_found(_deployment, _row("count", {"address": "apps/Deployment/shop/web"})) == set()
	_found(_deployment, _row("count", {"of": "allocation"})) == set()
}

test_a_quota_with_scopes_says_whose_it_is if {
	row := _row("count", {"quota": "batch", "scopes": ["Terminating"], "uncounted": ["DaemonSet agent"]})
	resources := [_deployment]
	some finding in quota_exceeded.findings with input as {"resources": resources, "facts": {"excesses": [row]}}
	finding.messageId == "scoped_partly"
	[finding.arguments.quota, finding.arguments.scopes] == ["batch", ["Terminating"]]
}
