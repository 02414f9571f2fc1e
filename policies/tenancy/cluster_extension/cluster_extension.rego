# METADATA
# title: What holds for the whole cluster
# description: No tenant adds kinds, webhooks, priorities, storage classes or APIs to a cluster that it shares with others.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
# scope: package
# custom:
#   id: TEN-016
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds:
#     - apiextensions.k8s.io/CustomResourceDefinition
#     - admissionregistration.k8s.io/*
#     - scheduling.k8s.io/PriorityClass
#     - storage.k8s.io/StorageClass
#     - apiregistration.k8s.io/APIService
#     - networking.k8s.io/IngressClass
#     - node.k8s.io/RuntimeClass
#     - gateway.networking.k8s.io/GatewayClass
#   reads: []
#   needs: [rendered, registry]
#   facts: [tenants]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0114]
#   tags: []
package tenancy.cluster_extension

import data.lib.ownership
import data.lib.workload

findings contains finding if {
	ownership.registered
	some resource in input.resources
	_for_all(resource.type)
	count(resource.pathOwner) > 0
	not ownership.steward(resource.pathOwner)
	not _owns_cluster(resource)
	finding := {
		"messageId": "by_tenant",
		"subject": resource.id,
		"path": [],
		"arguments": {"object": workload.name(resource), "tenant": ownership.named(resource.pathOwner)},
	}
}

_for_all(type) if startswith(type, "admissionregistration.k8s.io/")

_for_all(type) if {
	type in [
		"apiextensions.k8s.io/CustomResourceDefinition",
		"scheduling.k8s.io/PriorityClass",
		"storage.k8s.io/StorageClass",
		"apiregistration.k8s.io/APIService",
		"networking.k8s.io/IngressClass",
		"node.k8s.io/RuntimeClass",
		"gateway.networking.k8s.io/GatewayClass",
	]
}

# Who owns the cluster owns what is in the whole of it.
_owns_cluster(resource) if {
	count(resource.owner) > 0
	not ownership.foreign(resource.owner, resource.pathOwner)
}
