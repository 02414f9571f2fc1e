package reliability.replicas_spread_test

import data.reliability.replicas_spread

_deployment(replicas, pod) := {
	"id": "d",
	"type": "apps/Deployment",
	"namespace": "shop",
	"object": {"metadata": {"name": "api"}, "spec": {"replicas": replicas, "template": {"metadata": {"labels": {"app": "api"}}, "spec": pod}}},
	"unknown": {},
}

_found(resource, level) := {[finding.messageId, array.slice(finding.path, 3, 9)] |
	some finding in replicas_spread.findings with input as {"root": {"key": "r"}, "resources": [resource], "facts": {}}
		with data.parameters as {"REL-005": {"spread": level}}
}

test_one_node_is_found if {
	_found(_deployment(3, {"nodeName": "a"}), null) == {["node", ["nodeName"]]}
	_found(_deployment(3, {"nodeSelector": {"kubernetes.io/hostname": "a"}}), null) == {["node", ["nodeSelector", "kubernetes.io/hostname"]]}
	_found(_deployment(1, {"nodeName": "a"}), null) == set()
}

test_one_zone_is_found if {
	_found(_deployment(3, {"nodeSelector": {"topology.kubernetes.io/zone": "a"}}), null) == {["zone", ["nodeSelector", "topology.kubernetes.io/zone"]]}
	_found(_deployment(3, {"nodeSelector": {"pool": "a"}}), null) == set()
}

_affinity(terms) := {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}}}

_zone(places) := {"matchExpressions": [{"key": "topology.kubernetes.io/zone", "operator": "In", "values": places}]}

test_an_affinity_to_one_zone_is_found if {
	path := ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"]
	_found(_deployment(3, _affinity([_zone(["a"])])), null) == {["zone", path]}
	_found(_deployment(3, _affinity([_zone(["a", "b"])])), null) == set()
	_found(_deployment(3, _affinity([_zone(["a"]), _zone(["b"])])), null) == set()
	_found(_deployment(3, _affinity([_zone(["a"]), {}])), null) == set()
}

_together(key, selector) := {"affinity": {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": key, "labelSelector": {"matchLabels": selector}}]}}}

test_an_affinity_to_itself_is_found if {
	path := ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution", 0, "topologyKey"]
	_found(_deployment(3, _together("kubernetes.io/hostname", {"app": "api"})), null) == {["together_node", path]}
	_found(_deployment(3, _together("kubernetes.io/hostname", {"app": "cache"})), null) == set()
}

_constraint(key, selector) := {"topologySpreadConstraints": [{"topologyKey": key, "maxSkew": 1, "labelSelector": {"matchLabels": selector}}]}

test_a_constraint_that_counts_others_is_found if {
	_found(_deployment(3, _constraint("kubernetes.io/hostname", {"app": "web"})), null) == {["counts_none", ["topologySpreadConstraints", 0, "labelSelector"]]}
	_found(_deployment(3, _constraint("kubernetes.io/hostname", {"app": "api"})), null) == set()
}

_fixes(resource) := {[array.slice(finding.fix.path, 7, 9), finding.fix.value] |
	some finding in replicas_spread.findings with input as {"root": {"key": "r"}, "resources": [resource], "facts": {}}
		with data.parameters as {"REL-005": {"spread": null}}
}

test_one_wrong_label_is_mended if {
	_fixes(_deployment(3, _constraint("kubernetes.io/hostname", {"app": "web"}))) == {[["app"], "api"]}
	_fixes(_deployment(3, _constraint("kubernetes.io/hostname", {"name": "api"}))) == set()
	_fixes(_deployment(3, _constraint("kubernetes.io/hostname", {"app": "web", "tier": "x"}))) == set()
}

test_a_spread_is_asked_for_where_it_is_configured if {
	path := ["topologySpreadConstraints"]
	_found(_deployment(3, {}), null) == set()
	_found(_deployment(3, {}), "zone") == {["unspread_zone", path]}
	_found(_deployment(3, _constraint("topology.kubernetes.io/zone", {"app": "api"})), "zone") == set()
	_found(_deployment(3, _constraint("topology.kubernetes.io/zone", {"app": "api"})), "node") == {["unspread_node", path]}
	apart := {"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname"}}]}}}
	_found(_deployment(3, apart), "node") == set()
}

test_an_unknown_selector_of_nodes_is_open if {
	unknown := object.union(_deployment(3, {}), {"unknown": {"/spec/template/spec/nodeSelector": true}})
	_found(unknown, "zone") == {["unknown", ["nodeSelector"]]}
}
