package security.module_pinned_test

import data.security.module_pinned

_found(object, unknown) := {[finding.messageId, finding.path] |
	some finding in module_pinned.findings with input as {"resources": [{"id": "m", "address": "module.m", "type": "module", "object": object, "unknown": unknown}]}
}

test_branches_and_nothing_are_found if {
	_found({"source": "git::https://example.com/vpc.git"}, {}) == {["no_ref", ["source"]]}
	_found({"source": "github.com/acme/vpc"}, {}) == {["no_ref", ["source"]]}
	_found({"source": "git::https://example.com/vpc.git?ref=main"}, {}) == {["branch", ["source"]]}
	_found({"source": "git::https://example.com/vpc.git?ref=heads/v2"}, {}) == {["branch", ["source"]]}
	_found({"source": "acme/vpc/aws"}, {}) == {["no_version", ["source"]]}
}

test_versions_commits_and_paths_are_quiet if {
	every ref in ["v1.2.0", "1.2", "tags/stable", "3f8a1b2c4d5e6f708192a3b4c5d6e7f8091a2b3c", "abcdefab", "vpc-v2"] {
		_found({"source": concat("", ["git::https://example.com/vpc.git?ref=", ref])}, {}) == set()
	}
	_found({"source": "acme/vpc/aws", "version": "~> 5.0"}, {}) == set()
	_found({"source": "../vpc"}, {}) == set()
	_found({"source": "s3::https://s3-eu-west-1.amazonaws.com/modules/vpc.zip"}, {}) == set()
}

test_an_unknown_version_is_open if _found({"source": "acme/vpc/aws"}, {"/version": true}) == {["unknown", ["version"]]}
