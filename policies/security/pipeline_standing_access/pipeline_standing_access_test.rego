package security.pipeline_standing_access_test

import data.security.pipeline_standing_access

_roles := `(?i)(?:^|[^a-z])(?:github|ci|deploy)(?:[^a-z]|$)`

_found(type, object) := {[finding.messageId, finding.path, finding.arguments] |
	some finding in pipeline_standing_access.findings with input as {"resources": [{
		"id": "w",
		"address": "w",
		"type": type,
		"object": object,
		"unknown": {},
	}]}
		with data.parameters as {"SEC-053": {"roles": _roles}}
}

_step(step) := {"jobs": {"a": {"steps": [step]}}}

_at(path) := array.concat(["jobs", "a", "steps", 0], path)

test_keys_in_inputs_and_in_the_environment_are_found if {
	_found("github_workflow", _step({"with": {"aws-secret-access-key": "${{ secrets.AWS_SECRET_ACCESS_KEY }}"}})) == {["cloud_key", _at(["with", "aws-secret-access-key"]), {"names": "AWS_SECRET_ACCESS_KEY"}]}
	_found("github_workflow", _step({"with": {"aws-secret-access-key": "${{ secrets.OTHER }}"}})) == {["cloud_key", _at(["with", "aws-secret-access-key"]), {"names": "OTHER"}]}
	_found("github_workflow", {"env": {"X": "${{ secrets.PROD_AWS_SECRET_ACCESS_KEY }}"}}) == {["cloud_key", ["env", "X"], {"names": "PROD_AWS_SECRET_ACCESS_KEY"}]}
	_found("github_workflow", _step({"run": "echo ${{ secrets['KUBE_CONFIG'] }} > ~/.kube/config"})) == {["cluster_key", _at(["run"]), {"names": "KUBE_CONFIG"}]}
}

test_roles_session_tokens_and_other_secrets_are_quiet if {
	_found("github_workflow", _step({"with": {"role-to-assume": "${{ secrets.AWS_ROLE }}"}})) == set()
	_found("github_workflow", _step({"with": {
		"aws-secret-access-key": "${{ secrets.AWS_SECRET_ACCESS_KEY }}",
		"aws-session-token": "${{ secrets.AWS_SESSION_TOKEN }}",
	}})) == set()
	_found("github_workflow", _step({"with": {"aws-secret-access-key": "${{ steps.login.outputs.key }}"}})) == set()
	_found("github_workflow", _step({"with": {"token": "${{ secrets.GITHUB_TOKEN }}"}})) == set()
}

test_circleci_is_read if {
	_found("circleci_config", {"jobs": {"a": {"steps": [{"run": "aws configure set aws_secret_access_key ${AWS_SECRET_ACCESS_KEY}"}]}}}) == {["cloud_key", ["jobs", "a", "steps", 0, "run"], {"names": "AWS_SECRET_ACCESS_KEY"}]}
	_found("circleci_config", {"jobs": {"a": {"steps": [{"aws-cli/setup": {"aws_secret_access_key": "DEPLOY_KEY"}}]}}}) == {["cloud_key", ["jobs", "a", "steps", 0, "aws-cli/setup", "aws_secret_access_key"], {"names": "DEPLOY_KEY"}]}
	_found("circleci_config", {"jobs": {"a": {"steps": [{"run": "kubectl --kubeconfig $KUBECONFIG get pods"}]}}}) == set()
}

test_administrators_that_are_pipelines_are_found if {
	object := {"metadata": {"name": "aws-auth"}, "data": {"mapRoles": [
		{"rolearn": "arn:aws:iam::1:role/github-deploy", "username": "x", "groups": ["system:masters"]},
		{"rolearn": "arn:aws:iam::1:role/admins", "username": "admin", "groups": ["system:masters"]},
		{"rolearn": "arn:aws:iam::1:role/ci", "username": "ci", "groups": ["deployers"]},
	]}}
	_found("core/ConfigMap", object) == {["administrator", ["data", "mapRoles", 0, "groups"], {"name": "arn:aws:iam::1:role/github-deploy"}]}
	_found("eksctl.io/ClusterConfig", {"iamIdentityMappings": [{"arn": "arn:aws:iam::1:role/ci", "groups": ["system:masters"]}]}) == {["administrator", ["iamIdentityMappings", 0, "groups"], {"name": "arn:aws:iam::1:role/ci"}]}
	_found("aws_eks_access_policy_association", {
		"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
		"principal_arn": "arn:aws:iam::1:role/ci",
	}) == {["administrator", ["policy_arn"], {"name": "arn:aws:iam::1:role/ci"}]}
}

test_text_of_aws_auth_that_was_not_read_is_quiet if {
	_found("core/ConfigMap", {"metadata": {"name": "aws-auth"}, "data": {"mapRoles": "- broken: ["}}) == set()
}
