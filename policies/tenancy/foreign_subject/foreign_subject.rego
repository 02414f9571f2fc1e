# METADATA
# title: Rights stay with the tenant
# description: No binding gives rights in one tenant's namespace to a service account of another.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
# scope: package
# custom:
#   id: TEN-011
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/RoleBinding, rbac.authorization.k8s.io/ClusterRoleBinding]
#   reads: ["/subjects/*/namespace"]
#   needs: [rendered, registry]
#   facts: [namespaceOwners, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: [rbac]
package tenancy.foreign_subject

import data.lib.ownership
import data.lib.value
import data.lib.workload

findings contains finding if {
	some subject in _accounts
	namespace := value.get(subject.binding, subject.path)
	owner := input.facts.namespaceOwners[namespace]
	ownership.foreign(owner, _owner(subject.binding))
	finding := {
		"messageId": "foreign",
		"subject": subject.binding.id,
		"path": subject.path,
		"evidence": [subject.element, ["roleRef"]],
		"arguments": _arguments(subject, namespace, owner),
	}
}

_arguments(subject, namespace, owner) := {
	"binding": workload.name(subject.binding),
	"account": concat("/", [namespace, subject.name]),
	"owner": ownership.named(_owner(subject.binding)),
	"foreign": ownership.named(owner),
}

findings contains finding if {
	some subject in _accounts
	value.unknown(subject.binding, subject.path)
	count(_owner(subject.binding)) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": subject.binding.id,
		"path": subject.path,
		"arguments": {"binding": workload.name(subject.binding)},
	}
}

_accounts := [{"binding": binding, "element": element, "path": array.concat(element, ["namespace"]), "name": name} |
	ownership.registered
	some binding in input.resources
	binding.type in {"rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding"}
	some index, _ in value.get(binding, ["subjects"])
	element := ["subjects", index]
	value.get(binding, array.concat(element, ["kind"])) == "ServiceAccount"
	name := object.get(binding.object, array.concat(element, ["name"]), "")
]

# A binding without a namespace of its own belongs to whoever owns its file.
_owner(binding) := binding.owner if count(binding.owner) > 0

_owner(binding) := binding.pathOwner if count(binding.owner) == 0
