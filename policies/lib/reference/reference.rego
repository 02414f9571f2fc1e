# METADATA
# title: What objects refer to by name
# description: ConfigMaps, Secrets, service accounts, claims, roles and Services that the objects of this root name, each with its place.
# scope: package
package lib.reference

import data.lib.value
import data.lib.workload

types := [
	"core/ConfigMap",
	"core/Secret",
	"core/ServiceAccount",
	"core/PersistentVolumeClaim",
	"core/Service",
	"rbac.authorization.k8s.io/Role",
]

# makers are the kinds that make a Secret, with the places of its name; the first one counts.
makers := {
	"external-secrets.io/ExternalSecret": [["spec", "target", "name"], ["metadata", "name"]],
	"bitnami.com/SealedSecret": [["spec", "template", "metadata", "name"], ["metadata", "name"]],
	"cert-manager.io/Certificate": [["spec", "secretName"]],
}

# alike lists the kinds that keep a thing of a type: for a Secret, what makes one as well.
alike(type) := [type] if type != "core/Secret"

alike(type) := ["core/Secret", "external-secrets.io/ExternalSecret", "bitnami.com/SealedSecret", "cert-manager.io/Certificate"] if type == "core/Secret"

kind(type) := split(type, "/")[1]

# names has one element for each place that names something that has to be there: {resource, path, namespace, type, name, place}.
names := [object.union(found, {"place": [found.type, found.namespace, found.name]}) |
	some list in [_pod_names, _binding_names, backends]
	some found in list
	_plain(found.name)
]

# keys has those places that name a key as well.
keys := [found |
	some found in _pod_keys
	_plain(found.name)
]

# What is filled in before it is applied is no name yet.
_plain(name) if {
	is_string(name)
	regex.match(`^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$`, name)
}

_element(resource, path, type, name) := {
	"resource": resource,
	"path": path,
	"namespace": resource.namespace,
	"type": type,
	"name": name,
}

# ---- pods

_pod_names := [found |
	some pod in workload.pods
	some list in [_volume_names(pod), _container_names(pod), _account_names(pod)]
	some found in list
]

_pod_keys := [found |
	some container in workload.containers
	some index, variable in value.get(container.resource, array.concat(container.path, ["env"]))
	some field, type in {"configMapKeyRef": "core/ConfigMap", "secretKeyRef": "core/Secret"}
	from := variable.valueFrom[field]
	is_object(from)
	not from.optional
	is_string(from.key)
	found := object.union(
		_element(container.resource, array.concat(container.path, ["env", index, "valueFrom", field, "key"]), type, object.get(from, "name", null)),
		{"key": from.key},
	)
]

_account_names(pod) := [_element(pod.resource, path, "core/ServiceAccount", name) |
	path := array.concat(pod.path, ["serviceAccountName"])
	name := value.get(pod.resource, path)
]

_volume_names(pod) := [found |
	base := array.concat(pod.path, ["volumes"])
	some index, volume in value.get(pod.resource, base)
	is_object(volume)
	some [inner, type] in _volume_sources
	holder := object.get(volume, array.slice(inner, 0, count(inner) - 1), null)
	is_object(holder)
	not holder.optional
	name := object.get(holder, inner[count(inner) - 1], null)
	found := _element(pod.resource, array.concat(base, array.concat([index], inner)), type, name)
]

_volume_sources := [
	[["configMap", "name"], "core/ConfigMap"],
	[["secret", "secretName"], "core/Secret"],
	[["persistentVolumeClaim", "claimName"], "core/PersistentVolumeClaim"],
]

_container_names(pod) := [found |
	some container in workload.containers_of(pod.resource)
	some list in [_env_names(container), _env_from_names(container)]
	some found in list
]

_env_names(container) := [_element(container.resource, array.concat(base, [index, "valueFrom", field, "name"]), type, object.get(from, "name", null)) |
	base := array.concat(container.path, ["env"])
	some index, variable in value.get(container.resource, base)
	some field, type in {"configMapKeyRef": "core/ConfigMap", "secretKeyRef": "core/Secret"}
	from := variable.valueFrom[field]
	is_object(from)
	not from.optional
]

_env_from_names(container) := [_element(container.resource, array.concat(base, [index, field, "name"]), type, object.get(from, "name", null)) |
	base := array.concat(container.path, ["envFrom"])
	some index, entry in value.get(container.resource, base)
	some field, type in {"configMapRef": "core/ConfigMap", "secretRef": "core/Secret"}
	from := entry[field]
	is_object(from)
	not from.optional
]

# ---- bindings

_binding_names := array.concat(
	[_element(binding, ["roleRef", "name"], "rbac.authorization.k8s.io/Role", name) |
		some binding in _bindings
		value.get(binding, ["roleRef", "kind"]) == "Role"
		name := value.get(binding, ["roleRef", "name"])
	],
	[object.union(_element(binding, ["subjects", index, "name"], "core/ServiceAccount", subject.name), {"namespace": object.get(subject, "namespace", binding.namespace)}) |
		some binding in _bindings
		some index, subject in value.get(binding, ["subjects"])
		subject.kind == "ServiceAccount"
	],
)

_bindings := [resource | some resource in input.resources; resource.type == "rbac.authorization.k8s.io/RoleBinding"]

# ---- routes

# backends are the Services that an Ingress sends to, with the port where one is named.
backends := [found |
	some ingress in input.resources
	ingress.type == "networking.k8s.io/Ingress"
	some [path, service] in _services_of(ingress)
	found := object.union(
		_element(ingress, array.concat(path, ["name"]), "core/Service", object.get(service, "name", null)),
		_port(path, service),
	)
]

_services_of(ingress) := array.concat(
	[[["spec", "defaultBackend", "service"], service] | service := value.get(ingress, ["spec", "defaultBackend", "service"])],
	[[["spec", "rules", index, "http", "paths", at, "backend", "service"], service] |
		some index, rule in value.get(ingress, ["spec", "rules"])
		some at, path in rule.http.paths
		service := path.backend.service
	],
)

_port(path, service) := {"port": service.port.number, "port_path": array.concat(path, ["port", "number"])} if is_number(service.port.number)

_port(path, service) := {"port": service.port.name, "port_path": array.concat(path, ["port", "name"])} if {
	is_string(service.port.name)

	# The load balancer controller of AWS takes this name for actions of its own.
	service.port.name != "use-annotation"
}

_port(_, service) := {} if not _names_port(service)

_names_port(service) if is_number(service.port.number)

_names_port(service) if is_string(service.port.name)

# keys_of lists the keys of a ConfigMap or Secret; none where they are not all known.
keys_of(resource) := [key |
	some field in ["data", "stringData", "binaryData"]
	not _hidden(resource)
	some key, _ in object.get(resource.object, field, {})
]

_hidden(resource) if {
	some field in ["data", "stringData", "binaryData"]
	value.partly_unknown(resource, [field])
}

_hidden(resource) if {
	some field in ["data", "stringData", "binaryData"]
	value.secret(resource, [field])
}

# labels are those of a workload's pods, or of a pod.
labels(resource) := value.get_or(resource, array.concat(array.slice(path, 0, count(path) - 1), ["metadata", "labels"]), {}) if {
	path := workload.pod_paths[resource.type]
}
