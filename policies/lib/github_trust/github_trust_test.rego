package lib.github_trust_test

import data.lib.github_trust
import data.lib.iam

_host := "token.actions.githubusercontent.com"

_statement(condition) := found if {
	text := json.marshal({"Statement": [{
		"Effect": "Allow",
		"Action": "sts:AssumeRoleWithWebIdentity",
		"Principal": {"Federated": concat("", ["arn:aws:iam::111122223333:oidc-provider/", _host])},
		"Condition": condition,
	}]})
	found := iam.statements({"type": "aws_iam_role", "object": {"assume_role_policy": text}, "unknown": {}}, ["assume_role_policy"])[0]
}

_like(subject) := github_trust.problem(_statement({"StringLike": {concat(":", [_host, "sub"]): subject}})).message

_equals(subject) := github_trust.problem(_statement({"StringEquals": {concat(":", [_host, "sub"]): subject}})).message

test_a_missing_subject_lets_everybody_in if {
	github_trust.problem(_statement({"StringEquals": {concat(":", [_host, "aud"]): "sts.amazonaws.com"}})).message == "no_subject"
	github_trust.problem(_statement({})).message == "no_subject"
	github_trust.problem(_statement({"StringNotLike": {concat(":", [_host, "sub"]): "repo:evil/*"}})).message == "no_subject"
}

test_wildcards_before_the_repository_let_everybody_in if {
	every subject in ["*", "repo:*", "repo:acme*", "repo:acme*/x:*", "repo:*/infra:*", "re*", "ref:refs/heads/main", "environment:production"] {
		_like(subject) == "any_owner"
	}
}

test_wildcards_of_the_repository_let_every_repository_in if {
	every subject in ["repo:acme/*", "repo:acme/*:ref:refs/heads/main", "repo:acme/infra-*:environment:production", "repo:acme/infra*"] {
		_like(subject) == "any_repository"
	}
}

test_wildcards_instead_of_a_branch_let_every_branch_in if {
	every subject in ["repo:acme/infra:*", "repo:acme/infra:environment:*", "repo:acme/infra:ref:refs/heads/*"] {
		_like(subject) == "any_ref"
	}
}

test_exact_subjects_are_quiet if {
	every subject in ["repo:acme/infra:ref:refs/heads/main", "repo:acme/infra:environment:production", "repo:acme/infra:ref:refs/tags/v*", "repo:acme/infra:pull_request", "repo:acme/infra:ref:refs/heads/release/*"] {
		not _like(subject)
	}
	not _equals("repo:acme/infra:ref:refs/heads/main")
	not _equals("repo:acme/*")
}

test_the_widest_of_several_subjects_counts if {
	_like(["repo:acme/infra:*", "repo:acme/*", "repo:acme/infra:ref:refs/heads/main"]) == "any_repository"
}

test_one_narrow_condition_is_enough if {
	condition := {
		"StringLike": {concat(":", [_host, "sub"]): "repo:acme/*"},
		"StringEquals": {concat(":", [_host, "sub"]): "repo:acme/infra:environment:production"},
	}
	not github_trust.problem(_statement(condition))
	claimed := {"StringEquals": {concat(":", [_host, "repository_id"]): "123456"}}
	not github_trust.problem(_statement(claimed))
}

test_other_providers_are_quiet if {
	other := {"allow": true, "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}], "unknown": [], "conditions": []}
	not github_trust.problem(other)
}

test_claims_tell_whose_they_are_where_the_provider_is_unknown if {
	unknown := {"allow": true, "principals": [], "unknown": ["principals"], "conditions": [{"test": "stringequals", "variable": concat(":", [_host, "aud"]), "values": ["sts.amazonaws.com"]}]}
	github_trust.problem(unknown).message == "no_subject"
}
