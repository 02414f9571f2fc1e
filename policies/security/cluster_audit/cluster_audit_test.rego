package security.cluster_audit_test

import data.security.cluster_audit

_found(type, values, unknown) := {[finding.messageId, finding.path] | some finding in _with(type, values, unknown, {})}

_with(type, values, unknown, more) := findings if {
	findings := cluster_audit.findings with input as {"resources": [{"id": "c", "address": "c", "type": type, "object": values, "unknown": unknown}]}
		with data.parameters as {"SEC-043": object.union({"logs": ["audit", "authenticator"], "ownKey": false}, more)}
}

_logs := ["enabled_cluster_log_types"]

test_missing_logs_are_found_and_added if {
	_found("aws_eks_cluster", {}, {}) == {["no_logs", _logs]}
	[fix] := [finding.fix | some finding in _with("aws_eks_cluster", {"enabled_cluster_log_types": ["api", "audit"]}, {}, {})]
	fix == {"op": "replace", "path": _logs, "value": ["api", "audit", "authenticator"]}
}

test_enough_logs_are_quiet if {
	_found("aws_eks_cluster", {"enabled_cluster_log_types": ["audit", "authenticator"]}, {}) == set()
	_found("eksctl.io/ClusterConfig", {"metadata": {"name": "c"}, "cloudWatch": {"clusterLogging": {"enableTypes": ["*"]}}}, {}) == set()
}

_logged := {"enabled_cluster_log_types": ["audit", "authenticator"]}

test_secrets_of_old_clusters_need_a_key if {
	_found("aws_eks_cluster", object.union(_logged, {"version": "1.27"}), {}) == {["not_encrypted", ["encryption_config", 0, "provider", 0, "key_arn"]]}
	_found("aws_eks_cluster", object.union(_logged, {"version": "1.27", "encryption_config": [{"provider": [{"key_arn": "k"}]}]}), {}) == set()
	_found("aws_eks_cluster", object.union(_logged, {"version": "1.28"}), {}) == set()
	_found("aws_eks_cluster", object.union(_logged, {"version": "1.27"}), {"/encryption_config/0/provider/0/key_arn": true}) == set()
}

test_a_key_of_ones_own_can_be_asked_for if {
	count(_with("aws_eks_cluster", object.union(_logged, {"version": "1.33"}), {}, {"ownKey": true})) == 1
}

test_unknown_logs_are_open if _found("aws_eks_cluster", {}, {"/enabled_cluster_log_types": true}) == {["unknown", _logs]}
