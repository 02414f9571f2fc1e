package resources.karpenter_limits_test

import data.resources.karpenter_limits

_pool(type, spec, unknown) := {
	"id": "p",
	"type": type,
	"object": {"metadata": {"name": "default"}, "spec": spec},
	"unknown": unknown,
}

_found(resource) := {[finding.messageId, finding.path] |
	some finding in karpenter_limits.findings with input as {"resources": [resource]}
}

_limits := ["spec", "limits"]

test_a_pool_without_limits_is_found if {
	_found(_pool("karpenter.sh/NodePool", {}, {})) == {["missing", _limits]}
	_found(_pool("karpenter.sh/NodePool", {"limits": {}}, {})) == {["missing", _limits]}
	_found(_pool("karpenter.sh/NodePool", {"limits": null}, {})) == {["missing", _limits]}
}

test_cpu_memory_or_nodes_bound_a_pool if {
	every limits in [{"cpu": 1000}, {"memory": "4000Gi"}, {"nodes": "10"}] {
		_found(_pool("karpenter.sh/NodePool", {"limits": limits}, {})) == set()
	}
}

test_a_limit_of_something_else_bounds_nothing if {
	_found(_pool("karpenter.sh/NodePool", {"limits": {"nvidia.com/gpu": 8}}, {})) == {["other_limits", _limits]}
}

test_provisioners_keep_them_deeper if {
	_found(_pool("karpenter.sh/Provisioner", {"limits": {"resources": {"cpu": "100"}}}, {})) == set()
	_found(_pool("karpenter.sh/Provisioner", {"limits": {"cpu": "100"}}, {})) == {["missing", ["spec", "limits", "resources"]]}
}

test_unknown_limits_are_open_where_they_decide if {
	_found(_pool("karpenter.sh/NodePool", {}, {"/spec/limits": true})) == {["unknown", _limits]}
	_found(_pool("karpenter.sh/NodePool", {"limits": {}}, {"/spec/limits/cpu": true})) == {["unknown", ["spec", "limits", "cpu"]]}
	_found(_pool("karpenter.sh/NodePool", {"limits": {"memory": "1Ti"}}, {"/spec/limits/cpu": true})) == set()
}
