package tenancy.foreign_pool_test

import data.tenancy.foreign_pool

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"orders": {"teams": ["acme/orders"], "steward": false},
	"platform": {"teams": ["acme/platform"], "steward": true},
}

_system := ["node-role.kubernetes.io/control-plane", "CriticalAddonsOnly"]

_workload(type, owner, pod) := {
	"id": "w",
	"type": type,
	"object": {"metadata": {"name": "api"}, "spec": {"template": {"spec": pod}}},
	"unknown": {},
	"owner": owner,
	"pathOwner": [],
}

_all(resource, tenants, pools) := found if {
	found := foreign_pool.findings with input as {"resources": [resource], "facts": {"tenants": tenants}}
		with data.parameters as {"TEN-017": {"system": _system, "pools": pools}}
}

_said(resource, tenants, pools) := {[finding.messageId, array.slice(finding.path, 3, 9)] | some finding in _all(resource, tenants, pools)}

_found(pod) := _said(_workload("apps/Deployment", ["payments"], pod), _tenants, null)

test_the_name_of_another_tenant_is_found if {
	_found({"nodeSelector": {"acme.example.com/team": "orders"}}) == {["foreign", ["nodeSelector", "acme.example.com/team"]]}
	_found({"tolerations": [{"key": "dedicated", "value": "orders", "effect": "NoSchedule"}]}) == {["foreign", ["tolerations", 0]]}
}

test_other_labels_may_have_that_name if _found({"nodeSelector": {"app": "orders", "team": "payments", "topology.kubernetes.io/zone": "a"}}) == set()

test_affinity_counts if {
	term := {"matchExpressions": [{"key": "team", "operator": "In", "values": ["payments", "orders"]}]}
	_found({"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}}) == {[
		"foreign",
		["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms", 0, "matchExpressions"],
	]}
	_found({"affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": term}]}}}) == {[
		"foreign",
		["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution", 0, "preference", "matchExpressions"],
	]}
}

test_what_is_avoided_is_quiet if {
	term := {"matchExpressions": [{"key": "team", "operator": "NotIn", "values": ["orders"]}]}
	_found({"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}}) == set()
}

test_nodes_of_the_cluster_itself_are_found if {
	_found({"tolerations": [{"key": "CriticalAddonsOnly", "operator": "Exists"}]}) == {["system", ["tolerations", 0]]}
	_found({"nodeSelector": {"node-role.kubernetes.io/control-plane": ""}}) == {["system", ["nodeSelector", "node-role.kubernetes.io/control-plane"]]}
}

test_every_taint_is_found if {
	_found({"tolerations": [{"operator": "Exists"}]}) == {["everything", ["tolerations", 0]]}
	_found({"tolerations": [{"operator": "Exists", "effect": "NoExecute"}]}) == set()
}

test_what_kubernetes_adds_by_itself_is_quiet if {
	_found({"tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}]}) == set()
}

test_one_pool_is_one_finding if {
	pod := {"nodeSelector": {"team": "orders"}, "tolerations": [{"key": "dedicated", "operator": "Equal", "value": "orders"}]}
	found := _all(_workload("apps/Deployment", ["payments"], pod), _tenants, null)
	[count(finding.evidence) | some finding in found] == [2]
	{finding | some finding in found; finding.fix} == set()
}

test_a_toleration_can_be_taken_out if {
	found := _all(_workload("apps/Deployment", ["payments"], {"tolerations": [{"operator": "Exists"}]}), _tenants, null)
	{finding.fix.op | some finding in found} == {"remove"}
}

test_agents_of_every_node_are_quiet if {
	_said(_workload("apps/DaemonSet", ["payments"], {"tolerations": [{"operator": "Exists"}]}), _tenants, null) == set()
	_said(_workload("apps/DaemonSet", ["payments"], {"nodeSelector": {"team": "orders"}}), _tenants, null) == {["foreign", ["nodeSelector", "team"]]}
}

test_pools_can_be_named if {
	pools := {"instance=gpu*": ["orders"], "pool=ingress": []}
	_said(_workload("apps/Deployment", ["payments"], {"nodeSelector": {"instance": "gpu-large"}}), _tenants, pools) == {["foreign", ["nodeSelector", "instance"]]}
	_said(_workload("apps/Deployment", ["orders"], {"nodeSelector": {"instance": "gpu-large"}}), _tenants, pools) == set()
	_said(_workload("apps/Deployment", ["orders"], {"nodeSelector": {"pool": "ingress"}}), _tenants, pools) == {["system", ["nodeSelector", "pool"]]}
}

test_the_platform_and_nobody_are_quiet if {
	pod := {"tolerations": [{"operator": "Exists"}], "nodeSelector": {"team": "orders"}}
	_said(_workload("apps/Deployment", ["platform"], pod), _tenants, null) == set()
	_said(_workload("apps/Deployment", [], pod), _tenants, null) == set()
	_said(_workload("apps/Deployment", ["payments"], pod), {}, null) == set()
	addon := object.union(_workload("apps/Deployment", ["payments"], pod), {"namespace": "kube-system"})
	_said(addon, _tenants, null) == set()
}

test_an_unknown_selector_is_open_once if {
	unknown := {"/spec/template/spec/nodeSelector": true, "/spec/template/spec/tolerations": true}
	_said(object.union(_workload("apps/Deployment", ["payments"], {}), {"unknown": unknown}), _tenants, null) == {["unknown", ["nodeSelector"]]}
}
