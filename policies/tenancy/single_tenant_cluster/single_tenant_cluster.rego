# METADATA
# title: A cluster of one tenant stays its own
# description: Nobody else deploys into a cluster that belongs to one tenant alone.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
# scope: package
# custom:
#   id: TEN-010
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: ["*/*"]
#   reads: []
#   needs: [rendered, registry]
#   facts: [clusterOwners, namespaceOwners, projectOwners, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.single_tenant_cluster

import data.lib.ownership
import data.lib.value
import data.lib.workload

# What stands in a namespace of another tenant, or where that is not said, in a file of another.
findings contains finding if {
	some resource in _objects
	holder := _holder(resource)
	ownership.foreign(_own, holder)
	not ownership.steward(holder)
	finding := {
		"messageId": "object",
		"subject": resource.id,
		"path": _path(resource),
		"arguments": {
			"object": workload.name(resource),
			"tenant": ownership.named(holder),
			"cluster": input.root.cluster,
			"owner": ownership.named(_own),
		},
	}
}

findings contains finding if {
	some application in _applications
	some key in ["name", "server"]
	path := array.concat(application.spec, ["destination", key])
	cluster := value.get(application.resource, path)
	owner := input.facts.clusterOwners[cluster]
	ownership.foreign(owner, application.holder)
	not ownership.steward(application.holder)
	finding := {
		"messageId": "application",
		"subject": application.resource.id,
		"path": path,
		"evidence": [path, array.concat(application.spec, ["project"])],
		"arguments": {
			"object": workload.name(application.resource),
			"tenant": ownership.named(application.holder),
			"cluster": cluster,
			"owner": ownership.named(owner),
		},
	}
}

# eksctl makes service accounts, with roles of AWS, in namespaces of the cluster.
findings contains finding if {
	some resource in input.resources
	resource.type == "eksctl.io/ClusterConfig"
	name := value.get(resource, ["metadata", "name"])
	owner := input.facts.clusterOwners[name]
	some index, _ in value.get(resource, ["iam", "serviceAccounts"])
	path := ["iam", "serviceAccounts", index, "metadata", "namespace"]
	holder := input.facts.namespaceOwners[value.get(resource, path)]
	ownership.foreign(owner, holder)
	not ownership.steward(holder)
	finding := {
		"messageId": "object",
		"subject": resource.id,
		"path": path,
		"arguments": {
			"object": workload.name(resource),
			"tenant": ownership.named(holder),
			"cluster": name,
			"owner": ownership.named(owner),
		},
	}
}

_own := object.get(input.facts.clusterOwners, "", [])

_objects := [resource |
	ownership.registered
	count(_own) > 0
	some resource in input.resources
	contains(resource.type, "/")
	not resource.type in ["argoproj.io/Application", "argoproj.io/ApplicationSet", "argoproj.io/AppProject", "eksctl.io/ClusterConfig"]
]

_holder(resource) := _namespace_owner(resource) if count(_namespace_owner(resource)) > 0

_holder(resource) := resource.pathOwner if count(_namespace_owner(resource)) == 0

_namespace_owner(resource) := object.get(input.facts.namespaceOwners, _namespace(resource), [])

_namespace(resource) := resource.namespace if resource.type != "core/Namespace"

_namespace(resource) := object.get(resource.object, ["metadata", "name"], "") if resource.type == "core/Namespace"

_path(resource) := ["metadata", "namespace"] if value.known(resource, ["metadata", "namespace"])

_path(resource) := [] if not value.known(resource, ["metadata", "namespace"])

_applications := [{"resource": resource, "spec": spec, "holder": holder} |
	ownership.registered
	some resource in input.resources
	spec := _specs[resource.type]
	holder := _project_owner(resource, array.concat(spec, ["project"]))
]

_specs := {"argoproj.io/Application": ["spec"], "argoproj.io/ApplicationSet": ["spec", "template", "spec"]}

_project_owner(resource, path) := owner if {
	owner := input.facts.projectOwners[value.get(resource, path)]
	count(owner) > 0
} else := resource.pathOwner
