# METADATA
# title: Argo CD project without wildcards
# description: An AppProject names the repositories, the namespaces and the kinds of the whole cluster that it is for.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
#   - ref: https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/
# scope: package
# custom:
#   id: TEN-009
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [argoproj.io/AppProject]
#   reads: ["/spec/sourceRepos/*", "/spec/destinations/*/namespace", "/spec/sourceNamespaces/*"]
#   needs: [rendered]
#   facts: [tenants]
#   parameters: {}
#   supersedes: []
#   peers: [appproject-clusterresourceblacklist]
#   tags: [argocd]
package tenancy.project_wildcard

import data.lib.open
import data.lib.ownership
import data.lib.value

findings contains finding if {
	some project in _projects
	some index, repository in value.get(project, ["spec", "sourceRepos"])
	_any_repository(repository)
	finding := _finding(project, "source", ["spec", "sourceRepos", index], repository)
}

findings contains finding if {
	some project in _projects
	some index, destination in value.get(project, ["spec", "destinations"])
	namespace := object.get(destination, "namespace", "")
	_anything(namespace)
	path := ["spec", "destinations", index, "namespace"]
	not value.unknown(project, path)
	finding := _finding(project, "destination", path, namespace)
}

findings contains finding if {
	some project in _projects
	some index, allowed in value.get(project, ["spec", "clusterResourceWhitelist"])
	_anything(object.get(allowed, "kind", ""))
	_anything(object.get(allowed, "group", ""))
	finding := _finding(project, "cluster_kinds", ["spec", "clusterResourceWhitelist", index], "*")
}

findings contains finding if {
	some project in _projects
	some index, namespace in value.get(project, ["spec", "sourceNamespaces"])
	_anything(namespace)
	finding := _finding(project, "source_namespace", ["spec", "sourceNamespaces", index], namespace)
}

findings contains finding if {
	some project in _projects
	paths := [path |
		some pattern in [["spec", "sourceRepos", "#"], ["spec", "destinations", "#", "namespace"], ["spec", "sourceNamespaces", "#"]]
		some path in open.paths(project, pattern)
	]
	count(paths) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": project.id,
		"path": paths[0],
		"arguments": {"project": _name(project)},
	}
}

_finding(project, message, path, written) := {
	"messageId": message,
	"subject": project.id,
	"path": path,
	"arguments": {"project": _name(project), "pattern": written},
}

# The platform's own project may have to reach everything.
_projects := [resource |
	some resource in input.resources
	resource.type == "argoproj.io/AppProject"
	not ownership.steward(resource.pathOwner)
]

_name(project) := object.get(project.object, ["metadata", "name"], "")

_anything(pattern) if regex.match(`^\*+$`, pattern)

# Everything there is, or everything on a host that everybody may push to.
_any_repository(pattern) if _anything(pattern)

_any_repository(pattern) if regex.match(`^[a-z+]+://\*+(/\*+)*$`, pattern)

_any_repository(pattern) if {
	regex.match(`^(https://|ssh://git@|git@)(www\.)?(github\.com|gitlab\.com|bitbucket\.org)[:/](\*\*|\*/\*+)$`, pattern)
}
