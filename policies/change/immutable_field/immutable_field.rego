# METADATA
# title: Fields that cannot be changed stay as they are
# description: A change does not edit what Kubernetes fixes when an object is made.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
# scope: package
# custom:
#   id: CHG-008
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds:
#     - apps/Deployment
#     - apps/StatefulSet
#     - apps/DaemonSet
#     - apps/ReplicaSet
#     - batch/Job
#     - core/ConfigMap
#     - core/PersistentVolumeClaim
#     - core/Secret
#     - core/Service
#     - apiextensions.k8s.io/CustomResourceDefinition
#     - networking.k8s.io/IngressClass
#     - rbac.authorization.k8s.io/ClusterRoleBinding
#     - rbac.authorization.k8s.io/RoleBinding
#     - scheduling.k8s.io/PriorityClass
#     - storage.k8s.io/StorageClass
#   reads: ["apps/StatefulSet:/spec/serviceName", "apps/Deployment:/spec/selector"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.immutable_field

import data.lib.change
import data.lib.setting
import data.lib.value

findings contains finding if {
	some item in _edits
	some path in _changed(item)
	finding := {
		"messageId": _message(item),
		"subject": item.id,
		"path": path,
		"arguments": {"object": change.name(item), "field": _dotted(path)},
	}
}

findings contains finding if {
	some item in _edits
	path := [path |
		some field in object.get(_fixed, item.type, [])
		path := field.path
		change.became_unknown(item, path)
	][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"object": change.name(item), "field": _dotted(path)},
	}
}

# Another name or namespace is another object, to which nothing is fixed yet.
_edits := [item |
	some item in input.changes
	change.edits(item)
	_name(item.before) == _name(item.after)
	item.before.namespace == item.after.namespace
]

_name(side) := object.get(side.object, ["metadata", "name"], "")

# Terraform deletes the object and makes it anew; so does Argo CD where it is told to replace by force.
_message(item) := "made_anew" if _made_anew(item)

_message(item) := "refused" if not _made_anew(item)

_made_anew(_) if input.root.kind == "terraform"

_made_anew(item) if {
	contains(_annotation(item, "argocd.argoproj.io/sync-options"), "Replace=true")
	contains(_annotation(item, "argocd.argoproj.io/sync-options"), "Force=true")
}

_made_anew(item) if _annotation(item, "kustomize.toolkit.fluxcd.io/force") in {"enabled", "Enabled"}

_annotation(item, name) := text if {
	text := object.get(item.after.object, ["metadata", "annotations", name], "")
	is_string(text)
} else := ""

# `absent`: what stands where nothing is written. Without one, the cluster has filled in a value that nobody here knows,
# so that only two written values can be compared.
_fixed := {
	"apps/Deployment": [{"path": ["spec", "selector"]}],
	"apps/DaemonSet": [{"path": ["spec", "selector"]}],
	"apps/ReplicaSet": [{"path": ["spec", "selector"]}],
	"apps/StatefulSet": [
		{"path": ["spec", "selector"]},
		{"path": ["spec", "serviceName"], "absent": ""},
		{"path": ["spec", "podManagementPolicy"], "absent": "OrderedReady"},
	],
	"core/PersistentVolumeClaim": [
		{"path": ["spec", "accessModes"]},
		{"path": ["spec", "storageClassName"]},
		{"path": ["spec", "volumeName"]},
		{"path": ["spec", "selector"], "absent": {}},
		{"path": ["spec", "volumeMode"], "absent": "Filesystem"},
		{"path": ["spec", "dataSource"], "absent": {}},
	],
	"storage.k8s.io/StorageClass": [
		{"path": ["provisioner"]},
		{"path": ["parameters"], "absent": {}},
		{"path": ["reclaimPolicy"], "absent": "Delete"},
		{"path": ["volumeBindingMode"], "absent": "Immediate"},
	],
	"rbac.authorization.k8s.io/RoleBinding": [{"path": ["roleRef"]}],
	"rbac.authorization.k8s.io/ClusterRoleBinding": [{"path": ["roleRef"]}],
	"apiextensions.k8s.io/CustomResourceDefinition": [{"path": ["spec", "scope"]}],
	"networking.k8s.io/IngressClass": [{"path": ["spec", "controller"]}],
	"scheduling.k8s.io/PriorityClass": [{"path": ["value"]}],
}

_changed(item) := array.concat(
	[field.path |
		some field in object.get(_fixed, item.type, [])
		_standing(item.before, field) != _standing(item.after, field)
	],
	[path | some path in _special(item)],
)

_standing(side, field) := _plain(value.get(side, field.path)) if not value.partly_unknown(side, field.path)

_standing(side, field) := field.absent if value.absent(side, field.path)

# The group of a role is the only one that there is, and may be left out of its reference.
_plain(found) := object.remove(found, ["apiGroup"]) if is_object(found)

_plain(found) := found if not is_object(found)

# The claims that a StatefulSet makes: one that comes, goes or differs.
_special(item) := [["spec", "volumeClaimTemplates"]] if {
	item.type == "apps/StatefulSet"
	not value.partly_unknown(item.before, ["spec", "volumeClaimTemplates"])
	not value.partly_unknown(item.after, ["spec", "volumeClaimTemplates"])
	_claims(item.before) != _claims(item.after)
}

_special(item) := [["spec", "clusterIP"]] if {
	item.type == "core/Service"
	_address_taken(item)
}

_special(item) := [["spec", "template"]] if {
	item.type == "batch/Job"
	_job_kept(item)
	change.differs(item, ["spec", "template"])
}

_special(item) := [["spec", "resources", "requests", "storage"]] if {
	item.type == "core/PersistentVolumeClaim"
	requested := ["spec", "resources", "requests", "storage"]
	quantity.compare(value.get(item.after, requested), value.get(item.before, requested)) < 0
}

# A ConfigMap or Secret may declare itself immutable. What it holds is masked, but says that it has changed.
_special(item) := [[field] |
	some field in ["data", "stringData", "binaryData", "immutable"]
	change.differs(item, [field])
] if {
	item.type in {"core/ConfigMap", "core/Secret"}
	setting.on(value.get(item.before, ["immutable"]))
}

_claims(side) := [claim |
	some template in object.get(side.object, ["spec", "volumeClaimTemplates"], [])
	claim := {
		"metadata": object.filter(object.get(template, "metadata", {}), ["name", "labels", "annotations"]),
		"spec": object.union({"volumeMode": "Filesystem", "size": _size(template)}, object.remove(object.get(template, "spec", {}), ["resources"])),
	}
]

# 10Gi and 10240Mi are the same size.
_size(template) := quantity.decimal(template.spec.resources.requests.storage)

_size(template) := "" if not template.spec.resources.requests.storage

# An address that is given up is kept by the API server; one that is asked for is refused where there is another.
_address_taken(item) if {
	after := value.get(item.after, ["spec", "clusterIP"])
	after != ""
	value.get_or(item.before, ["spec", "clusterIP"], "") != after
	every side in [item.before, item.after] { value.get_or(side, ["spec", "type"], "ClusterIP") != "ExternalName" }
}

# A hook is deleted before it is made again, a Job with a time to live deletes itself, and a suspended one may change.
_job_kept(item) if {
	value.absent(item.after, ["spec", "ttlSecondsAfterFinished"])
	not _suspended(item.before)
	annotations := object.get(item.after.object, ["metadata", "annotations"], {})
	every hook in ["helm.sh/hook", "argocd.argoproj.io/hook"] { not hook in object.keys(annotations) }
}

_suspended(side) if setting.on(value.get(side, ["spec", "suspend"]))

_dotted(path) := concat(".", path)
