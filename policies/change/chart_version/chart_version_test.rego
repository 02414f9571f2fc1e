package change.chart_version_test

import data.change.chart_version

_run(chart, addresses) := {finding.arguments |
	changes := [{"id": address, "address": address, "type": "apps/Deployment"} | some address in addresses]
	some finding in chart_version.findings with input as {"changes": changes, "facts": {"chart": chart}}
}

_chart(before, after, differing) := {
	"name": "web", "first": "a",
	"before": [{"name": "web", "version": before}, {"name": "redis", "version": "17.1.0"}],
	"after": [{"name": "redis", "version": "17.1.0"}, {"name": "web", "version": after}],
	"differing": differing,
}

_two := [{"kind": "Deployment", "count": 2}, {"kind": "Service", "count": 1}]

test_another_version_with_other_objects_is_told_once if {
	_run(_chart("1.0.0", "1.1.0", _two), ["a", "b"]) == {{"chart": "web", "versions": ["web 1.0.0 → 1.1.0"], "kinds": ["2 Deployment", "1 Service"]}}
}

test_the_same_version_is_quiet if _run(_chart("1.0.0", "1.0.0", _two), ["a"]) == set()

test_a_version_that_brings_nothing_is_quiet if {
	_run(object.union(_chart("1.0.0", "1.1.0", []), {"first": ""}), ["a"]) == set()
}

test_a_batch_without_the_first_is_quiet if _run(_chart("1.0.0", "1.1.0", _two), ["b"]) == set()

test_what_is_no_chart_is_quiet if _run(null, ["a"]) == set()

test_a_chart_within_is_told if {
	inner := object.union(_chart("1.0.0", "1.0.0", _two), {"after": [{"name": "redis", "version": "18.0.0"}, {"name": "other", "version": "1.0.0"}]})
	_run(inner, ["a"]) == {{"chart": "web", "versions": ["redis 17.1.0 → 18.0.0"], "kinds": ["2 Deployment", "1 Service"]}}
}
