# METADATA
# title: Rights in the whole cluster
# description: No tenant gives rights in the whole of a cluster that it shares with others.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
# scope: package
# custom:
#   id: TEN-014
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/ClusterRole, rbac.authorization.k8s.io/ClusterRoleBinding]
#   reads: []
#   needs: [file, registry]
#   facts: [tenants]
#   parameters: {}
#   supersedes: []
#   peers: [C-0035]
#   tags: [rbac]
package tenancy.cluster_rbac

import data.lib.ownership
import data.lib.workload

findings contains finding if {
	ownership.registered
	some resource in input.resources
	resource.type in {"rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/ClusterRoleBinding"}
	count(resource.pathOwner) > 0
	not _owns_cluster(resource)
	not ownership.steward(resource.pathOwner)
	finding := {
		"messageId": "by_tenant",
		"subject": resource.id,
		"path": [],
		"evidence": [["rules"], ["aggregationRule"], ["roleRef"], ["subjects"], ["metadata", "labels"]],
		"arguments": {"object": workload.name(resource), "tenant": ownership.named(resource.pathOwner)},
	}
}

# Who owns the cluster owns what is in the whole of it.
_owns_cluster(resource) if {
	count(resource.owner) > 0
	not ownership.foreign(resource.owner, resource.pathOwner)
}
