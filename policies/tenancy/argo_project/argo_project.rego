# METADATA
# title: Argo CD project of the tenant
# description: An Application belongs to a project of its tenant, and not to the one that may do everything.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
#   - ref: https://argo-cd.readthedocs.io/en/stable/operator-manual/security/
# scope: package
# custom:
#   id: TEN-007
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [argo_application]
#   reads: ["argoproj.io/Application:/spec/project", "argoproj.io/ApplicationSet:/spec/template/spec/project"]
#   needs: [rendered, registry]
#   facts: [objects, projectOwners, tenants]
#   parameters: {}
#   supersedes: []
#   peers: [application-prevent-default-project]
#   tags: [argocd]
package tenancy.argo_project

import data.lib.argo
import data.lib.ownership
import data.lib.value
import data.lib.workload

findings contains finding if {
	some application in _applications
	argo.project(application) == "default"
	_divided(application.resource)
	finding := _finding(application, "default", {}, [])
}

# Of another tenant.
findings contains finding if {
	some application in _applications
	project := argo.project(application)
	owner := _owner(project)
	ownership.foreign(owner, application.holder)
	finding := _finding(
		application, "foreign", {
			"project": project,
			"foreign": ownership.named(owner),
			"owner": ownership.named(application.holder),
		},
		owner,
	)
}

# Of nobody, where the tenant has a list of its projects.
findings contains finding if {
	some application in _applications
	project := argo.project(application)
	project != "default"
	count(_owner(project)) == 0
	ownership.lists(application.holder, "argoProjects")
	finding := _finding(application, "unowned", {"project": project, "owner": ownership.named(application.holder)}, [])
}

findings contains finding if {
	some application in _applications
	ownership.registered
	value.unknown(application.resource, _path(application))
	finding := object.union(_finding(application, "unknown", {}, []), {"kind": "open"})
}

_finding(application, message, arguments, owners) := object.union(
	{
		"messageId": message,
		"subject": application.resource.id,
		"path": _path(application),
		"arguments": object.union({"application": workload.name(application.resource)}, arguments),
	},
	{"owners": owners | count(owners) > 0},
)

_path(application) := array.concat(application.spec, ["project"])

# The platform may put its Applications where it likes.
_applications := [object.union(application, {"holder": application.resource.pathOwner}) |
	some application in argo.applications
	not ownership.steward(application.resource.pathOwner)
]

_owner(project) := object.get(input.facts.projectOwners, project, [])

# Where one team has the whole of Argo CD, one project is enough.
_divided(_) if ownership.registered

_divided(resource) if {
	some other in input.facts.objects[resource.namespace]
	other.type == "argoproj.io/AppProject"
	other.name != "default"
}
