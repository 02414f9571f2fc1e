package change.major_version_test

import data.change.major_version

_side(type, object, unknown) := {"type": type, "object": object, "unknown": unknown}

_said(before, after) := {[finding.messageId, finding.path] |
	some finding in major_version.findings with input as {"changes": [{
		"id": "c",
		"address": "a",
		"type": after.type,
		"action": "update",
		"before": before,
		"after": after,
	}]}
}

_found(type, before, after) := _said(_side(type, before, {}), _side(type, after, {}))

_provider(version) := {"required_providers": [{"aws": {"source": "hashicorp/aws", "version": version}}]}

_at_provider(message) := {[message, ["required_providers", 0, "aws", "version"]]}

test_providers_are_found if {
	_found("terraform", _provider("~> 4.0"), _provider("~> 5.0")) == _at_provider("higher")
	_found("terraform", _provider("~> 5.0"), _provider("~> 4.0")) == _at_provider("lower")
	_found("terraform", _provider("~> 5.0"), _provider(">= 5.0")) == _at_provider("opened")
	_found("terraform", _provider("~> 5.0"), _provider("~> 5.60")) == set()
	_found("terraform", {}, _provider("~> 5.0")) == set()
}

_module(source, version) := {"source": source, "version": version}

test_modules_are_found if {
	vpc := "terraform-aws-modules/vpc/aws"
	_found("module", _module(vpc, "4.0.2"), _module(vpc, "5.1.0")) == {["higher", ["version"]]}
	_found("module", _module(vpc, "5.0.2"), _module(vpc, "5.1.0")) == set()
	_found("module", _module(vpc, "5.0.2"), _module("acme/vpc/aws", "9.0.0")) == set()
	git := "git::https://example.com/a.git//x?ref="
	_found("module", {"source": concat("", [git, "v1.2.3"])}, {"source": concat("", [git, "v2.0.0"])}) == {["higher", ["source"]]}
	_found("module", {"source": concat("", [git, "v1.2.3"])}, {"source": concat("", [git, "main"])}) == set()
}

test_charts_are_found if {
	_found("helm_release", {"chart": "redis", "version": "17.1.0"}, {"chart": "redis", "version": "18.0.0"}) == {["higher", ["version"]]}
	_found("argoproj.io/Application", _app("17.*"), _app("18.*")) == {["higher", ["spec", "source", "targetRevision"]]}
	_found("helm.toolkit.fluxcd.io/HelmRelease", _release("1.2.3"), _release("2.0.0")) == {["higher", ["spec", "chart", "spec", "version"]]}
}

_app(version) := {"spec": {"source": {"chart": "redis", "targetRevision": version}}}

_release(version) := {"spec": {"chart": {"spec": {"chart": "redis", "version": version}}}}

_labelled(version) := {"metadata": {"labels": {"helm.sh/chart": concat("-", ["redis", version])}}}

test_a_rendered_chart_is_found_by_its_label if {
	_found("apps/Deployment", _labelled("17.1.0"), _labelled("18.0.0")) == {["higher", ["metadata", "labels", "helm.sh/chart"]]}
	_found("apps/Deployment", _labelled("17.1.0"), _labelled("17.2.0")) == set()
}

_database(engine, version) := {"engine": engine, "engine_version": version}

test_engines_are_found if {
	_found("aws_db_instance", _database("postgres", "14.9"), _database("postgres", "15.4")) == {["engine", ["engine_version"]]}
	_found("aws_db_instance", _database("mysql", "5.7.44"), _database("mysql", "8.0.35")) == {["engine", ["engine_version"]]}
	_found("aws_db_instance", _database("postgres", "15.4"), _database("postgres", "15.6")) == set()
	_found("aws_opensearch_domain", {"engine_version": "Elasticsearch_7.10"}, {"engine_version": "OpenSearch_1.3"}) == {["engine", ["engine_version"]]}
}

# Another engine is another thing, which CHG-002 tells; its version is the same.
test_another_engine_of_one_version_is_no_upgrade if {
	_found("aws_db_instance", _database("postgres", "15.6"), _database("mysql", "15.6")) == set()
}

test_every_version_of_kubernetes_is_found if {
	_found("aws_eks_cluster", {"version": "1.32"}, {"version": "1.33"}) == {["kubernetes", ["version"]]}
	_found("aws_eks_cluster", {"version": "1.32"}, {"version": 1.32}) == set()
	_found("aws_eks_cluster", {}, {"version": "1.33"}) == set()
}

test_what_became_unknown_is_open if {
	unknown := _side("aws_eks_cluster", {}, {"/version": true})
	_said(_side("aws_eks_cluster", {"version": "1.32"}, {}), unknown) == {["unknown", ["version"]]}
	_said(unknown, _side("aws_eks_cluster", {"version": "1.33"}, {})) == set()
}
