package security.cluster_endpoint_test

import data.security.cluster_endpoint

_found(type, object, unknown) := {[finding.messageId, finding.path] |
	some finding in cluster_endpoint.findings with input as {"resources": [{"id": "c", "address": "c", "type": type, "object": object, "unknown": unknown}]}
}

_eks(config) := _found("aws_eks_cluster", {"vpc_config": [config]}, {})

_public := ["vpc_config", 0, "endpoint_public_access"]

_networks := ["vpc_config", 0, "public_access_cidrs"]

test_a_public_endpoint_for_everybody_is_found if {
	_eks({}) == {["unrestricted", _public]}
	_eks({"endpoint_public_access": true, "public_access_cidrs": ["192.0.2.0/24", "0.0.0.0/0"]}) == {["world", array.concat(_networks, [1])]}
	_eks({"public_access_cidrs": []}) == {["unrestricted", _public]}
}

test_a_private_or_restricted_endpoint_is_quiet if {
	_eks({"endpoint_public_access": false}) == set()
	_eks({"endpoint_public_access": "false", "public_access_cidrs": ["0.0.0.0/0"]}) == set()
	_eks({"public_access_cidrs": ["192.0.2.0/24"]}) == set()
	_found("aws_eks_cluster", {"vpc_config": [{}], "outpost_config": [{}]}, {}) == set()
}

_eksctl(vpc) := _found("eksctl.io/ClusterConfig", object.union({"metadata": {"name": "c"}}, vpc), {})

test_eksctl_is_public_by_itself_too if {
	_eksctl({}) == {["unrestricted", ["vpc", "clusterEndpoints", "publicAccess"]]}
	_eksctl({"vpc": {"publicAccessCIDRs": ["0.0.0.0/0"]}}) == {["world", ["vpc", "publicAccessCIDRs", 0]]}
	_eksctl({"vpc": {"clusterEndpoints": {"publicAccess": false, "privateAccess": true}}}) == set()
	_eksctl({"privateCluster": {"enabled": true}}) == set()
}

test_unknown_values_are_open_where_they_decide if {
	_found("aws_eks_cluster", {"vpc_config": [{}]}, {"/vpc_config/0/public_access_cidrs": true}) == {["unknown", _networks]}
	_found("aws_eks_cluster", {"vpc_config": [{}]}, {"/vpc_config/0/endpoint_public_access": true}) == {["unknown", _public]}
	_found("aws_eks_cluster", {}, {"/vpc_config": true}) == {["unknown", _networks]}
	_found("aws_eks_cluster", {"vpc_config": [{"endpoint_public_access": false}]}, {"/vpc_config/0/public_access_cidrs": true}) == set()
	_found("aws_eks_cluster", {"vpc_config": [{"public_access_cidrs": ["192.0.2.0/24"]}]}, {"/vpc_config/0/endpoint_public_access": true}) == set()
	_found("aws_eks_cluster", {"vpc_config": [{"public_access_cidrs": ["0.0.0.0/0", null]}]}, {"/vpc_config/0/public_access_cidrs/1": true}) == {["world", array.concat(_networks, [0])]}
}
