package tenancy.argo_destination_test

import data.tenancy.argo_destination

_own := "https://kubernetes.default.svc"

_project(destinations) := {
	"id": "p",
	"type": "argoproj.io/AppProject",
	"namespace": "argocd",
	"object": {"metadata": {"name": "payments"}, "spec": {"destinations": destinations}},
	"unknown": {},
}

_application(destination) := {
	"id": "a",
	"type": "argoproj.io/Application",
	"namespace": "argocd",
	"object": {"metadata": {"name": "api"}, "spec": {"project": "payments", "destination": destination}},
	"unknown": {},
}

_found(resources, objects) := {[finding.messageId, finding.path] |
	some finding in argo_destination.findings with input as {"resources": resources, "facts": {"objects": {"argocd": objects}}}
}

_paths(destination, permitted) := {path | some [_, path] in _found([_application(destination), _project(permitted)], [])}

_namespace := ["spec", "destination", "namespace"]

test_a_namespace_that_is_not_permitted_is_found if {
	_paths({"server": _own, "namespace": "orders"}, [{"server": _own, "namespace": "payments-*"}]) == {_namespace}
	_paths({"server": _own}, [{"server": _own, "namespace": "payments-*"}]) == {_namespace}
}

test_a_cluster_that_is_not_permitted_is_found if {
	_paths({"server": "https://b", "namespace": "payments"}, [{"server": "https://a", "namespace": "*"}]) == {["spec", "destination", "server"]}
	_paths({"name": "b", "namespace": "payments"}, [{"name": "a", "namespace": "*"}]) == {["spec", "destination", "name"]}
	_paths({"name": "b", "namespace": "payments"}, [{"server": _own, "namespace": "*"}]) == {["spec", "destination", "name"]}
}

test_what_is_permitted_is_quiet if {
	_paths({"server": _own, "namespace": "payments-prod"}, [{"server": _own, "namespace": "payments-*"}]) == set()
	_paths({"name": "a", "namespace": "x"}, [{"name": "a", "namespace": "*"}]) == set()
	_paths({"server": "https://b", "namespace": "x"}, [{"server": "*", "namespace": "*"}]) == set()
}

test_the_cluster_of_argo_itself_has_two_names if {
	_paths({"name": "in-cluster", "namespace": "payments"}, [{"server": _own, "namespace": "payments"}]) == set()
	_paths({"server": _own, "namespace": "payments"}, [{"name": "in-cluster", "namespace": "payments"}]) == set()
}

test_a_name_and_an_address_may_be_one_cluster if {
	_paths({"name": "live", "namespace": "payments"}, [{"server": "https://a", "namespace": "payments"}]) == set()
	_paths({"name": "live", "namespace": "orders"}, [{"server": "https://a", "namespace": "payments"}]) == {_namespace}
}

test_what_is_excluded_is_found if {
	permitted := [{"server": "*", "namespace": "*"}, {"server": "*", "namespace": "!kube-*"}]
	_paths({"server": _own, "namespace": "kube-system"}, permitted) == {_namespace}
	_paths({"server": _own, "namespace": "payments"}, permitted) == set()
	clusters := [{"server": "!https://a", "namespace": "*"}]
	_paths({"server": "https://a", "namespace": "x"}, clusters) == {["spec", "destination", "server"]}
	_paths({"server": "https://b", "namespace": "x"}, clusters) == set()
}

test_a_project_of_another_root_counts if {
	other := {"type": "argoproj.io/AppProject", "name": "payments", "spec": {"destinations": [{"server": _own, "namespace": "payments"}]}}
	_found([_application({"server": _own, "namespace": "orders"})], [other]) == {["outside", _namespace]}
}

test_a_project_that_nobody_shows_is_quiet if {
	_found([_application({"server": _own, "namespace": "orders"})], []) == set()
	elsewhere := object.union(_project([{"server": "https://a", "namespace": "x"}]), {"namespace": "argocd-b"})
	_found([_application({"server": _own, "namespace": "orders"}), elsewhere], []) == set()
}

test_several_projects_of_one_name_count_together if {
	second := object.union(_project([{"server": _own, "namespace": "orders"}]), {"id": "q"})
	_found([_application({"server": _own, "namespace": "orders"}), _project([{"server": _own, "namespace": "payments"}]), second], []) == set()
}

_set(destination, generators) := {
	"id": "s",
	"type": "argoproj.io/ApplicationSet",
	"namespace": "argocd",
	"object": {"metadata": {"name": "all"}, "spec": {
		"generators": generators,
		"template": {"spec": {"project": "payments", "destination": destination}},
	}},
	"unknown": {},
}

test_an_element_of_a_set_is_found if {
	generators := [{"list": {"elements": [{"ns": "payments"}, {"ns": "orders"}]}}]
	set := _set({"server": _own, "namespace": "{{ns}}"}, generators)
	_found([set, _project([{"server": _own, "namespace": "payments"}])], []) == {["outside", ["spec", "generators", 0, "list", "elements", 1]]}
}

test_what_a_set_writes_for_all_is_found_once if {
	generators := [{"list": {"elements": [{"url": "https://a"}, {"url": "https://b"}]}}]
	set := _set({"server": "{{url}}", "namespace": "orders"}, generators)
	found := argo_destination.findings with input as {"resources": [set, _project([{"server": "*", "namespace": "payments"}])], "facts": {"objects": {}}}
	[[finding.path, finding.arguments.destination] | some finding in found] == [[["spec", "template", "spec", "destination", "namespace"], "{{url}}/orders"]]
}

test_what_a_set_fills_in_is_not_known if {
	set := _set({"server": "{{server}}", "namespace": "{{ns}}"}, [{"clusters": {}}])
	_found([set, _project([{"server": _own, "namespace": "payments"}])], []) == set()
	named := _set({"server": "{{server}}", "namespace": "orders"}, [{"clusters": {}}])
	_found([named, _project([{"server": _own, "namespace": "payments"}])], []) == {["outside", ["spec", "template", "spec", "destination", "namespace"]]}
}

test_an_unknown_namespace_is_open if {
	unknown := object.union(_application({"server": _own}), {"unknown": {"/spec/destination/namespace": true}})
	_found([unknown, _project([{"server": _own, "namespace": "payments"}])], []) == {["unknown", _namespace]}
	_found([unknown, _project([{"server": "*", "namespace": "*"}])], []) == set()
}

test_an_unknown_project_is_open_once if {
	project := json.remove(object.union(_project([]), {"unknown": {"/spec/destinations": true}}), ["object/spec/destinations"])
	_found([_application({"server": _own, "namespace": "x"}), project], []) == {["unknown_project", ["spec", "destinations"]]}
}
