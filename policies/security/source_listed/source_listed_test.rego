package security.source_listed_test

import data.security.source_listed

_lists := {
	"modules": ["terraform-aws-modules", "github.com/acme/*"],
	"providers": ["hashicorp/*"],
	"charts": ["charts.example.com/**"],
	"actions": ["actions/*", "Acme/*"],
}

_with(lists, type, object) := {[finding.messageId, finding.path] |
	some finding in source_listed.findings with input as {"resources": [{"id": "r", "address": "r", "type": type, "object": object, "unknown": {}}]}
		with data.parameters as {"SEC-057": lists}
}

_found(type, object) := _with(_lists, type, object)

test_modules_are_held_against_their_list if {
	_found("module", {"source": "evil/vpc/aws"}) == {["module", ["source"]]}
	_found("module", {"source": "git::https://github.com/other/vpc.git?ref=v1"}) == {["module", ["source"]]}
	_found("module", {"source": "terraform-aws-modules/vpc/aws"}) == set()
	_found("module", {"source": "git@github.com:acme/vpc.git?ref=v1"}) == set()
	_found("module", {"source": "./vpc"}) == set()
}

test_providers_are_held_against_their_list if {
	object := {"required_providers": [{"aws": {"source": "registry.terraform.io/hashicorp/aws"}, "evil": {"source": "evil/evil"}}]}
	_found("terraform", object) == {["provider", ["required_providers", 0, "evil", "source"]]}
}

test_charts_are_held_against_their_list if {
	_found("helm_release", {"repository": "https://evil.example.net/charts"}) == {["chart", ["repository"]]}
	_found("helm_release", {"repository": "oci://charts.example.com/stable/"}) == set()
	_found("argoproj.io/Application", {"metadata": {"name": "a"}, "spec": {"source": {"repoURL": "https://evil.example.net", "chart": "x"}}}) == {["chart", ["spec", "source", "repoURL"]]}
	_found("argoproj.io/Application", {"metadata": {"name": "a"}, "spec": {"sources": [{"repoURL": "https://github.com/acme/deploy", "path": "x"}]}}) == set()
	_found("source.toolkit.fluxcd.io/HelmRepository", {"metadata": {"name": "a"}, "spec": {"url": "https://evil.example.net"}}) == {["chart", ["spec", "url"]]}
}

_workflow(uses) := {"on": {"push": {}}, "jobs": {"a": {"steps": [{"uses": uses}]}}}

test_actions_are_held_against_their_list if {
	_found("github_workflow", _workflow("evil/steal@v1")) == {["action", ["jobs", "a", "steps", 0, "uses"]]}
	_found("github_workflow", _workflow("actions/checkout@v4")) == set()
	_found("github_workflow", _workflow("acme/deploy/sub@v1")) == set()
	_found("github_workflow", _workflow("./local")) == set()
}

test_without_a_list_nothing_is_said if {
	_with({}, "module", {"source": "evil/vpc/aws"}) == set()
	_with({"modules": null}, "module", {"source": "evil/vpc/aws"}) == set()
}
