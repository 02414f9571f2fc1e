package tenancy.project_wildcard_test

import data.tenancy.project_wildcard

_project(spec, path_owner) := {
	"id": "p",
	"type": "argoproj.io/AppProject",
	"object": {"metadata": {"name": "payments"}, "spec": spec},
	"unknown": {},
	"pathOwner": path_owner,
}

_found(project, tenants) := {[finding.messageId, finding.path] |
	some finding in project_wildcard.findings with input as {"resources": [project], "facts": {"tenants": tenants}}
}

test_any_repository_is_found if {
	every repository in ["*", "**", "https://*", "https://github.com/**", "https://github.com/*/*", "git@github.com:**"] {
		_found(_project({"sourceRepos": [repository]}, []), {}) == {["source", ["spec", "sourceRepos", 0]]}
	}
}

test_repositories_of_an_organisation_are_quiet if {
	every repository in ["https://github.com/acme/*", "https://git.example.com/**", "git@github.com:acme/payments.git", "!*"] {
		_found(_project({"sourceRepos": [repository]}, []), {}) == set()
	}
}

test_every_namespace_is_found if {
	_found(_project({"destinations": [{"server": "s", "namespace": "payments-*"}, {"server": "s", "namespace": "*"}]}, []), {}) == {["destination", ["spec", "destinations", 1, "namespace"]]}
}

test_every_kind_of_the_cluster_is_found if {
	_found(_project({"clusterResourceWhitelist": [{"group": "*", "kind": "*"}]}, []), {}) == {["cluster_kinds", ["spec", "clusterResourceWhitelist", 0]]}
	_found(_project({"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}]}, []), {}) == set()
}

test_every_namespace_of_applications_is_found if {
	_found(_project({"sourceNamespaces": ["*"]}, []), {}) == {["source_namespace", ["spec", "sourceNamespaces", 0]]}
}

test_a_project_of_the_platform_is_quiet if {
	_found(_project({"sourceRepos": ["*"]}, ["platform"]), {"platform": {"teams": [], "steward": true}}) == set()
}

test_an_unknown_repository_is_open if {
	unknown := object.union(_project({"sourceRepos": [null]}, []), {"unknown": {"/spec/sourceRepos/0": true}})
	_found(unknown, {}) == {["unknown", ["spec", "sourceRepos", 0]]}
}
