# METADATA
# title: Who may enter a cluster of EKS
# description: |
#   Reads who is let in, and with which rights, wherever it is written: the ConfigMap aws-auth, access entries, eksctl,
#   and the arguments of the well-known module.
# scope: package
# custom:
#   kinds:
#     cluster_access:
#       - core/ConfigMap
#       - kubernetes_config_map_v1_data
#       - aws_eks_access_entry
#       - aws_eks_access_policy_association
#       - eksctl.io/ClusterConfig
#       - module
package lib.cluster_access

import data.lib.setting
import data.lib.value

# entries lists who a resource, or one side of a change, lets in: {principal, user, rights, path}, where rights are
# groups and access policies, {name, path} each. What is unknown is left out.
entries(side) := [entry |
	some list in lists(side)
	some key, written in value.get(side, list.path)
	entry := _entry(side, list, array.concat(list.path, [key]), written)
] if {
	lists(side)
}

entries(side) := [{
	"principal": _text(object.get(side.object, "principal_arn", "?")),
	"user": _text(object.get(side.object, "user_name", "")),
	"rights": array.concat(_groups(side, ["kubernetes_groups"]), _association(side)),
	"path": [],
}] if {
	side.type in {"aws_eks_access_entry", "aws_eks_access_policy_association"}
}

_association(side) := [{"name": concat("", [_last(arn), _scope(side.object)]), "path": ["policy_arn"]} |
	arn := value.get(side, ["policy_arn"])
]

# lists has the places of a resource in which principals stand, and what their fields are called there.
lists(side) := [object.union({"path": ["data", key]}, fields) | some key, fields in _mapped] if is_map(side)

lists(side) := [
	{"path": ["iamIdentityMappings"], "principal": ["arn", "account"], "user": "username", "groups": "groups"},
	object.union({"path": ["accessConfig", "accessEntries"]}, _eksctl_entry),
] if side.type == "eksctl.io/ClusterConfig"

lists(side) := [
	object.union({"path": ["aws_auth_roles"]}, _mapped.mapRoles),
	object.union({"path": ["aws_auth_users"]}, _mapped.mapUsers),
	object.union({"path": ["access_entries"]}, _module_entry),
] if is_module(side)

_mapped := {
	"mapRoles": {"principal": ["rolearn"], "user": "username", "groups": "groups"},
	"mapUsers": {"principal": ["userarn"], "user": "username", "groups": "groups"},
	"mapAccounts": {"principal": [], "user": "", "groups": ""},
}

_eksctl_entry := {
	"principal": ["principalARN"], "user": "kubernetesUsername", "groups": "kubernetesGroups",
	"policies": "accessPolicies", "policy": "policyARN",
}

_module_entry := {
	"principal": ["principal_arn"], "user": "user_name", "groups": "kubernetes_groups",
	"policies": "policy_associations", "policy": "policy_arn",
}

# is_map holds for the ConfigMap that EKS reads, however it is made.
is_map(side) if {
	side.type == "core/ConfigMap"
	side.object.metadata.name == "aws-auth"
	object.get(side.object, ["metadata", "namespace"], "") in {"kube-system", ""}
}

is_map(side) if {
	side.type == "kubernetes_config_map_v1_data"
	side.object.metadata[_].name == "aws-auth"
}

# repeats holds for an entry that a call of the module is read as: the call itself, one of those given, has it too.
repeats(item, calls) if {
	endswith(item.address, concat("", [":", item.type]))
	some call in calls
	startswith(item.address, concat("", [call.address, ":"]))
}

# is_module holds for a call of the module that makes clusters of EKS.
is_module(side) if {
	side.type == "module"
	regex.match(`(^|/)terraform-aws-modules/(terraform-aws-)?eks(/aws|[./?]|$)`, value.get(side, ["source"]))
}

# administers holds for a right that is the whole cluster.
administers(right) if right.name == "system:masters"

administers(right) if endswith(right.name, "AmazonEKSClusterAdminPolicy")

# Accounts are names by themselves.
_entry(_, _, path, written) := {"principal": written, "user": "", "rights": [], "path": path} if is_string(written)

_entry(side, list, path, written) := {
	"principal": _principal(written, list.principal),
	"user": _text(object.get(written, list.user, "")),
	"rights": array.concat(_groups(side, array.concat(path, [list.groups])), _policies(side, list, path)),
	"path": path,
} if is_object(written)

_principal(written, names) := found[0] if {
	found := [text | some name in names; text := _text(object.get(written, name, "")); text != ""]
	count(found) > 0
} else := "?"

# Accounts are numbers that people forget to put in quotes.
_text(written) := written if is_string(written)

_text(written) := json.marshal(written) if is_number(written)

_text(written) := "" if {
	not is_string(written)
	not is_number(written)
}

_groups(side, path) := [{"name": name, "path": array.concat(path, [index])} |
	some index, name in setting.list(value.get_or(side, path, []))
	is_string(name)
]

_policies(side, list, path) := [{"name": name, "path": array.concat(all, [key])} |
	all := array.concat(path, [list.policies])
	some key, written in value.get(side, all)
	is_object(written)
	arn := _text(object.get(written, list.policy, ""))
	name := concat("", [_last(arn), _scope(written)])
]

_last(arn) := parts[count(parts) - 1] if parts := split(arn, "/")

# A policy holds in the whole cluster, or in some namespaces.
_scope(written) := concat("", [" (", concat(", ", _namespaces(written)), ")"]) if count(_namespaces(written)) > 0

_scope(written) := "" if count(_namespaces(written)) == 0

_namespaces(written) := [name |
	some scope in setting.list(object.get(written, "accessScope", object.get(written, "access_scope", null)))
	is_object(scope)
	some name in setting.list(object.get(scope, "namespaces", []))
	is_string(name)
]
