package lib.argo_test

import data.lib.argo

_application(spec) := {"resource": {"type": "argoproj.io/Application", "object": {"spec": spec}, "unknown": {}}, "spec": ["spec"]}

_set(spec, generators) := {
	"resource": {
		"type": "argoproj.io/ApplicationSet",
		"object": {"spec": {"generators": generators, "template": {"spec": spec}}},
		"unknown": {},
	},
	"spec": ["spec", "template", "spec"],
}

test_no_project_is_the_default_one if {
	argo.project(_application({})) == "default"
	argo.project(_application({"project": ""})) == "default"
	argo.project(_application({"project": "payments"})) == "payments"
}

test_a_project_that_is_filled_in_later_is_not_known if not argo.project(_set({"project": "{{ .team }}"}, []))

test_an_application_goes_to_one_place if {
	[place] := argo.destinations(_application({"destination": {"name": "live", "namespace": "payments"}}))
	place.written == {"server": "", "name": "live", "namespace": "payments"}
	place.name == "live"
	place.path == ["spec", "destination"]
	place.filled == []
}

test_a_set_goes_where_its_list_says if {
	found := argo.destinations(_set(
		{"destination": {"server": "{{url}}", "namespace": "{{ .team }}-prod"}},
		[{"list": {"elements": [{"url": "https://a", "team": "payments"}, {"url": "https://b", "team": "orders"}]}}],
	))
	[[place.server, place.namespace, place.element] | some place in found] == [
		["https://a", "payments-prod", ["spec", "generators", 0, "list", "elements", 0]],
		["https://b", "orders-prod", ["spec", "generators", 0, "list", "elements", 1]],
	]
}

test_a_set_of_clusters_keeps_its_placeholders if {
	[place] := argo.destinations(_set({"destination": {"server": "{{server}}", "namespace": "payments"}}, [{"clusters": {}}]))
	argo.templated(place.server)
	place.namespace == "payments"
}
