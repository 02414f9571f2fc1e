# METADATA
# title: What is referred to exists
# description: The ConfigMaps, Secrets, service accounts, claims, roles, Services and ports that an object refers to are defined, as far as the repository can tell.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource
# scope: package
# custom:
#   id: VAL-005
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds:
#     - workload
#     - core/ConfigMap
#     - core/Secret
#     - core/ServiceAccount
#     - core/PersistentVolumeClaim
#     - core/Service
#     - networking.k8s.io/Ingress
#     - rbac.authorization.k8s.io/Role
#     - rbac.authorization.k8s.io/RoleBinding
#     - external-secrets.io/ExternalSecret
#     - bitnami.com/SealedSecret
#     - cert-manager.io/Certificate
#   reads: []
#   needs: [rendered]
#   facts: [objects, filled, complete, namespaces]
#   parameters:
#     exempt:
#       description: Patterns of names that something outside of the repository makes in every namespace.
#       type: array
#       items: {type: string}
#       default: [default, kube-root-ca.crt, openshift-service-ca.crt, istio-ca-root-cert, linkerd-identity-trust-roots]
#   supersedes: []
#   peers: [dangling-ingress, dangling-service, non-existent-service-account]
#   tags: []
package validity.reference_defined

import data.lib.label_selector
import data.lib.parameter
import data.lib.reference
import data.lib.value
import data.lib.workload

# What this change takes away while something of the same root still refers to it.
findings contains finding if {
	some wanted in _once(_bereft)
	finding := _about(wanted, "removed", {})
}

# What nothing in the repository defines. Only where everything of the namespace is seen, as in a scan.
findings contains finding if {
	some wanted in _once(_nowhere)
	finding := _about(wanted, "missing", {"namespace": wanted.namespace})
}

_bereft := [wanted |
	count(_removed) > 0
	some wanted in reference.names
	wanted.place in _removed
	not _exempt(wanted.name)
	not _defined(wanted)
	not _made_unseen(wanted.namespace)
]

_nowhere := [wanted |
	count(object.get(input.facts, "complete", {})) > 0
	some wanted in reference.names
	input.facts.complete[wanted.namespace]
	not _defined(wanted)
	not wanted.place in _removed
	not _exempt(wanted.name)
	_kept_here(wanted)
	not _filled(wanted)
]

# Each thing once for whoever refers to it, at the first place.
_once(list) := [wanted |
	some index, wanted in list
	not _told_before(list, index, wanted)
]

_told_before(list, index, wanted) if {
	some other in array.slice(list, 0, index)
	other.resource.id == wanted.resource.id
	other.place == wanted.place
}

# What is there, and has no such key.
findings contains finding if {
	some wanted in reference.keys
	holders := _holders(wanted)
	count(holders) > 0
	every holder in holders { count(holder) > 0 }
	every holder in holders { not wanted.key in holder }
	finding := _about(wanted, "missing_key", {"key": wanted.key})
}

findings contains finding if {
	some wanted in reference.backends
	ports := _ports(wanted)
	count(ports) > 0
	not _listens(wanted.port, ports)
	finding := object.union(_about(wanted, "missing_port", {"port": _text(wanted.port)}), {"path": wanted.port_path})
}

# A Service forwards to a port by name, and no container of its pods has one of that name.
findings contains finding if {
	some service in input.resources
	service.type == "core/Service"
	some index, port in value.get(service, ["spec", "ports"])
	is_string(port.targetPort)
	not regex.match(`^[0-9]+$`, port.targetPort)
	pods := _selected(service)
	count(pods) > 0
	every pod in pods { not _has_port(pod, port.targetPort) }
	finding := {
		"messageId": "missing_target",
		"subject": service.id,
		"path": ["spec", "ports", index, "targetPort"],
		"arguments": {"referrer": workload.name(service), "port": port.targetPort, "workload": workload.name(pods[0])},
	}
}

_about(wanted, message, more) := {
	"messageId": message,
	"subject": wanted.resource.id,
	"path": wanted.path,
	"arguments": object.union(
		{"referrer": workload.name(wanted.resource), "kind": reference.kind(wanted.type), "name": wanted.name},
		more,
	),
}

_exempt(name) if {
	some pattern in parameter.value("VAL-005", "exempt")
	glob.match(pattern, null, name)
}

# ---- what is defined

# Only a few of the kinds that are looked at can be referred to.
_definitions := [resource | some resource in input.resources; resource.type in reference.types]

_defined(wanted) if {
	some resource in _definitions
	resource.type == wanted.type
	resource.namespace == wanted.namespace
	resource.object.metadata.name == wanted.name
}

_defined(wanted) if {
	some other in object.get(input.facts, ["objects", wanted.namespace], [])
	other.type == wanted.type
	other.name == wanted.name
}

_defined(wanted) if {
	wanted.type == "core/Secret"
	wanted.name in _made_here(wanted.namespace)
}

_defined(wanted) if {
	wanted.type == "core/Secret"
	some other in object.get(input.facts, ["objects", wanted.namespace], [])
	other.makes == wanted.name
}

# A StatefulSet makes its claims by itself, and numbers them.
_defined(wanted) if {
	wanted.type == "core/PersistentVolumeClaim"
	regex.match(`-[0-9]+$`, wanted.name)
}

_made_here(namespace) := [name |
	some resource in input.resources
	resource.namespace == namespace
	some path in reference.makers[resource.type]
	name := value.get(resource, path)
]

_removed := [[item.type, item.namespace, item.before.object.metadata.name] |
	not _something_new
	some item in input.changes
	item.action == "delete"
	item.type in reference.types
]

# Something that makes Secrets has come along: it may make what was taken away.
_something_new if {
	some item in input.changes
	item.action == "create"
	item.type in object.keys(reference.makers)
}

# A module, a release or an operator beside it may make from now on what was written down before.
_made_unseen(namespace) if {
	some place in [namespace, "*"]
	some type in object.get(input.facts, ["filled", place], [])
	_may_make(type, "")
}

# Whether the repository keeps such things in this namespace. Secrets are often made by hand, on purpose.
_kept_here(wanted) if {
	some other in object.get(input.facts, ["objects", wanted.namespace], [])
	other.type in reference.alike(wanted.type)
}

_kept_here(wanted) if {
	wanted.type != "core/Secret"
	wanted.resource.namespace == wanted.namespace
	input.facts.namespaces[wanted.namespace]
}

_filled(wanted) if {
	some place in [wanted.namespace, "*"]
	some type in object.get(input.facts, ["filled", place], [])
	_may_make(type, wanted.type)
}

_may_make(type, wanted) if type in reference.alike(wanted)

_may_make(type, _) if not contains(type, "/")

_may_make(type, _) if {
	group := split(type, "/")[0]
	contains(group, ".")
	not endswith(group, ".k8s.io")
	not workload.pod_paths[type]
}

# ---- keys and ports

# The keys of everything of that name: more than one definition may be laid over another.
_holders(wanted) := array.concat(
	[reference.keys_of(resource) |
		some resource in _definitions
		resource.type == wanted.type
		resource.namespace == wanted.namespace
		resource.object.metadata.name == wanted.name
	],
	[object.get(other, "keys", []) |
		some other in object.get(input.facts, ["objects", wanted.namespace], [])
		other.root != input.root.key
		other.type == wanted.type
		other.name == wanted.name
	],
) if {
	not _made(wanted)
}

_made(wanted) if {
	wanted.type == "core/Secret"
	wanted.name in _made_here(wanted.namespace)
}

_made(wanted) if {
	wanted.type == "core/Secret"
	some other in object.get(input.facts, ["objects", wanted.namespace], [])
	other.makes == wanted.name
}

_ports(wanted) := [port |
	some list in array.concat(
		[object.get(resource.object, ["spec", "ports"], []) |
			some resource in _definitions
			resource.type == "core/Service"
			resource.namespace == wanted.namespace
			resource.object.metadata.name == wanted.name
			not value.partly_unknown(resource, ["spec", "ports"])
		],
		[object.get(other, "ports", []) |
			some other in object.get(input.facts, ["objects", wanted.namespace], [])
			other.root != input.root.key
			other.type == "core/Service"
			other.name == wanted.name
		],
	)
	some port in list
]

_listens(wanted, ports) if {
	some port in ports
	wanted in {port.port, object.get(port, "name", null)}
}

_text(port) := port if is_string(port)

_text(port) := json.marshal(port) if is_number(port)

# The pods of this root that a Service selects; none where others may be meant too.
_selected(service) := [resource |
	wanted := value.get(service, ["spec", "selector"])
	count(wanted) > 0
	not _selected_elsewhere(service, wanted)
	some resource in input.resources
	resource.namespace == service.namespace
	label_selector.matches_labels(wanted, reference.labels(resource))
]

_selected_elsewhere(service, wanted) if {
	some other in object.get(input.facts, ["objects", service.namespace], [])
	other.root != input.root.key
	label_selector.matches_labels(wanted, object.get(other, "labels", {}))
	count(wanted) > 0
}

_has_port(pod, _) if {
	some list in workload.unknown_lists
	list.resource.id == pod.id
}

_has_port(pod, name) if {
	some container in workload.containers_of(pod)
	some port in value.get(container.resource, array.concat(container.path, ["ports"]))
	port.name == name
}

_has_port(pod, _) if {
	some container in workload.containers_of(pod)
	value.partly_unknown(container.resource, array.concat(container.path, ["ports"]))
}
