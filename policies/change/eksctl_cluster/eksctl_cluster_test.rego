package change.eksctl_cluster_test

import data.change.eksctl_cluster

_found(before, after) := {[finding.messageId, finding.path] |
	some finding in eksctl_cluster.findings with input as {"changes": [{
		"id": "c",
		"type": "eksctl.io/ClusterConfig",
		"before": _side(before),
		"after": _side(after),
	}]}
}

_side(object) := {"type": "eksctl.io/ClusterConfig", "object": object, "unknown": {}}

test_another_version_is_found if {
	_found({"metadata": {"version": "1.33"}}, {"metadata": {"version": "1.34"}}) == {["version", ["metadata", "version"]]}
	_found({"metadata": {"name": "a"}}, {"metadata": {"version": "1.34"}}) == {["version", ["metadata", "version"]]}
}

test_sections_are_found_setting_by_setting if {
	_found({"vpc": {"id": "a", "nat": 1}}, {"vpc": {"id": "b", "nat": 1}}) == {["network", ["vpc", "id"]]}
	_found({"vpc": {"clusterEndpoints": {"publicAccess": false}}}, {"vpc": {"clusterEndpoints": {"publicAccess": true}}}) == {["network", ["vpc", "clusterEndpoints"]]}
	_found({}, {"iam": {"withOIDC": true}}) == {["rights", ["iam", "withOIDC"]]}
	_found({"cloudWatch": {"clusterLogging": {"enableTypes": ["audit"]}}}, {}) == {["logs", ["cloudWatch", "clusterLogging"]]}
	_found({"iamIdentityMappings": [1]}, {"iamIdentityMappings": [2]}) == {["access", ["iamIdentityMappings"]]}
	_found({"availabilityZones": ["a"]}, {"availabilityZones": ["b"]}) == {["network", ["availabilityZones"]]}
}

_group(more) := {"managedNodeGroups": [object.union({"name": "a", "instanceType": "m5.large", "maxSize": 3}, more)]}

test_a_replaced_group_is_found if {
	_found(_group({}), _group({"instanceType": "m6i.large"})) == {["group_replaced", ["managedNodeGroups", 0, "instanceType"]]}
	_found(_group({}), _group({"name": "b"})) == {["group_removed", ["managedNodeGroups"]]}
	_found(_group({}), {}) == {["group_removed", ["managedNodeGroups"]]}
}

test_sizes_labels_and_new_groups_are_quiet if {
	_found(_group({}), _group({"maxSize": 30})) == set()
	_found({}, _group({})) == set()
	_found({"metadata": {"tags": {"a": "b"}}}, {"metadata": {"tags": {"a": "c"}}}) == set()
}

test_a_new_cluster_is_quiet if {
	count(eksctl_cluster.findings) == 0 with input as {"changes": [{"id": "c", "type": "eksctl.io/ClusterConfig", "before": null, "after": _side({"vpc": {"id": "a"}})}]}
}
