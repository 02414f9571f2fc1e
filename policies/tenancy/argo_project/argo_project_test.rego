package tenancy.argo_project_test

import data.tenancy.argo_project

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false, "owns": ["argoProjects"]},
	"orders": {"teams": ["acme/orders"], "steward": false, "owns": ["argoProjects"]},
	"platform": {"teams": ["acme/platform"], "steward": true, "owns": []},
}

_application(project, path_owner) := {
	"id": "a",
	"type": "argoproj.io/Application",
	"namespace": "argocd",
	"object": {"metadata": {"name": "api"}, "spec": {"project": project}},
	"unknown": {},
	"owner": [],
	"pathOwner": path_owner,
}

_found(resource, tenants, objects) := {[finding.messageId, finding.path] |
	some finding in argo_project.findings with input as {"resources": [resource], "facts": {
		"tenants": tenants,
		"projectOwners": {"payments": ["payments"], "orders": ["orders"], "default": [], "sandbox": []},
		"objects": {"argocd": objects},
	}}
}

_project(name) := {"type": "argoproj.io/AppProject", "name": name}

test_the_default_project_is_found if {
	_found(_application("default", ["payments"]), _tenants, []) == {["default", ["spec", "project"]]}
	_found(_application("", ["payments"]), _tenants, []) == {["default", ["spec", "project"]]}
	_found(_application("default", []), _tenants, []) == {["default", ["spec", "project"]]}
}

test_without_a_registry_other_projects_tell_that_one_is_expected if {
	_found(_application("default", []), {}, [_project("payments")]) == {["default", ["spec", "project"]]}
	_found(_application("default", []), {}, [_project("default")]) == set()
	_found(_application("default", []), {}, []) == set()
}

test_a_project_of_another_tenant_is_found if {
	_found(_application("orders", ["payments"]), _tenants, []) == {["foreign", ["spec", "project"]]}
}

test_a_project_of_nobody_is_found if {
	_found(_application("sandbox", ["payments"]), _tenants, []) == {["unowned", ["spec", "project"]]}
	_found(_application("sandbox", []), _tenants, []) == set()
}

test_own_projects_are_quiet if _found(_application("payments", ["payments"]), _tenants, []) == set()

test_the_platform_is_quiet if {
	_found(_application("default", ["platform"]), _tenants, []) == set()
	_found(_application("orders", ["platform"]), _tenants, []) == set()
}

test_without_a_registry_projects_are_nobodys if _found(_application("orders", []), {}, []) == set()

test_the_template_of_a_set_counts if {
	template := {"template": {"spec": {"project": "orders"}}}
	set := object.union(_application("x", ["payments"]), {"type": "argoproj.io/ApplicationSet", "object": {"metadata": {"name": "api"}, "spec": template}})
	_found(set, _tenants, []) == {["foreign", ["spec", "template", "spec", "project"]]}
}

test_a_project_that_is_filled_in_is_quiet if {
	template := {"template": {"spec": {"project": "{{ .team }}"}}}
	set := object.union(_application("x", ["payments"]), {"type": "argoproj.io/ApplicationSet", "object": {"metadata": {"name": "api"}, "spec": template}})
	_found(set, _tenants, []) == set()
}

test_an_unknown_project_is_open if {
	resource := json.remove(object.union(_application("x", ["payments"]), {"unknown": {"/spec/project": true}}), ["object/spec/project"])
	_found(resource, _tenants, []) == {["unknown", ["spec", "project"]]}
	_found(resource, {}, []) == set()
}
