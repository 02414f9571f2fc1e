# METADATA
# title: No rights for masters or the anonymous
# description: No binding names the group that RBAC does not check, or requests that nobody has signed in for.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# scope: package
# custom:
#   id: SEC-028
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [rbac.authorization.k8s.io/RoleBinding, rbac.authorization.k8s.io/ClusterRoleBinding]
#   reads: ["/subjects/*/name", "/subjects/*/kind"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0122, KSV-0123]
#   tags: [rbac]
package security.rbac_privileged_group

import data.lib.value
import data.lib.workload

findings contains finding if {
	some subject in _subjects
	message := _privileged[value.get(subject.binding, _kind(subject))][value.get(subject.binding, _name(subject))]
	not _shipped(subject.binding)
	finding := {
		"messageId": message,
		"subject": subject.binding.id,
		"path": _name(subject),
		"evidence": [subject.path, ["roleRef"]],
		"arguments": _arguments(subject.binding),
		"fix": {"op": "remove", "path": subject.path},
	}
}

findings contains finding if {
	some subject in _subjects
	doubt := _doubt(subject)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": subject.binding.id,
		"path": doubt,
		"arguments": _arguments(subject.binding),
	}
}

_privileged := {
	"Group": {"system:masters": "masters", "system:unauthenticated": "anonymous"},
	"User": {"system:anonymous": "anonymous"},
}

_subjects := [{"binding": binding, "path": ["subjects", index]} |
	some binding in input.resources
	binding.type in {"rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding"}
	some index, _ in value.get(binding, ["subjects"])
]

_kind(subject) := array.concat(subject.path, ["kind"])

_name(subject) := array.concat(subject.path, ["name"])

_doubt(subject) := _name(subject) if {
	value.unknown(subject.binding, _name(subject))
	_privileged[value.get(subject.binding, _kind(subject))]
}

_doubt(subject) := _kind(subject) if {
	value.unknown(subject.binding, _kind(subject))
	some names in _privileged
	names[value.get(subject.binding, _name(subject))]
}

# Bindings that every cluster has from the start.
_shipped(binding) if {
	value.get(binding, ["roleRef", "name"]) in {"system:public-info-viewer", "kubeadm:bootstrap-signer-clusterinfo"}
}

_arguments(binding) := {"binding": workload.name(binding), "role": role} if {
	role := object.get(binding.object, ["roleRef", "name"], "")
}
