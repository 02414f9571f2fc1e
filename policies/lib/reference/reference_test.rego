package lib.reference_test

import data.lib.reference

_pod(spec) := {"id": "p", "type": "core/Pod", "address": "p", "namespace": "shop", "unknown": {}, "object": {"metadata": {"name": "p", "labels": {"a": "1"}}, "spec": spec}}

_names(resource) := {[found.type, found.name, found.path] |
	some found in reference.names with input as {"resources": [resource]}
}

test_what_a_pod_names_is_found if {
	spec := {
		"serviceAccountName": "runner",
		"volumes": [
			{"name": "a", "configMap": {"name": "settings"}},
			{"name": "b", "secret": {"secretName": "keys"}},
			{"name": "c", "persistentVolumeClaim": {"claimName": "data"}},
			{"name": "d", "configMap": {"name": "maybe", "optional": true}},
			{"name": "e", "emptyDir": {}},
		],
		"containers": [{
			"name": "x",
			"env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "env", "key": "a"}}}, {"name": "B", "value": "b"}],
			"envFrom": [{"configMapRef": {"name": "all"}}, {"secretRef": {"name": "$SECRET"}}],
		}],
	}
	_names(_pod(spec)) == {
		["core/ServiceAccount", "runner", ["spec", "serviceAccountName"]],
		["core/ConfigMap", "settings", ["spec", "volumes", 0, "configMap", "name"]],
		["core/Secret", "keys", ["spec", "volumes", 1, "secret", "secretName"]],
		["core/PersistentVolumeClaim", "data", ["spec", "volumes", 2, "persistentVolumeClaim", "claimName"]],
		["core/Secret", "env", ["spec", "containers", 0, "env", 0, "valueFrom", "secretKeyRef", "name"]],
		["core/ConfigMap", "all", ["spec", "containers", 0, "envFrom", 0, "configMapRef", "name"]],
	}
}

test_a_binding_names_its_role_and_its_accounts if {
	binding := {"id": "b", "type": "rbac.authorization.k8s.io/RoleBinding", "namespace": "shop", "unknown": {}, "object": {
		"roleRef": {"kind": "Role", "name": "reader"},
		"subjects": [{"kind": "ServiceAccount", "name": "ci", "namespace": "build"}, {"kind": "Group", "name": "g"}],
	}}
	places := {found.place | some found in reference.names with input as {"resources": [binding]}}
	places == {["rbac.authorization.k8s.io/Role", "shop", "reader"], ["core/ServiceAccount", "build", "ci"]}
}

test_an_ingress_names_services_and_ports if {
	path := {"backend": {"service": {"name": "web", "port": {"number": 80}}}}
	action := {"backend": {"service": {"name": "redirect", "port": {"name": "use-annotation"}}}}
	ingress := {"id": "i", "type": "networking.k8s.io/Ingress", "namespace": "shop", "unknown": {}, "object": {"spec": {
		"defaultBackend": {"service": {"name": "other", "port": {"name": "http"}}},
		"rules": [{"http": {"paths": [path, action]}}],
	}}}
	found := [[backend.name, backend.port] | some backend in reference.backends with input as {"resources": [ingress]}]
	found == [["other", "http"], ["web", 80]]
}

test_keys_are_told_where_all_are_known if {
	map := {"type": "core/ConfigMap", "unknown": {}, "object": {"data": {"a": "1"}, "binaryData": {"b": "2"}}}
	reference.keys_of(map) == ["a", "b"]
	reference.keys_of(object.union(map, {"unknown": {"/data/c": true}})) == []
	reference.keys_of({"unknown": {}, "object": {"data": {"$secret": {}}}}) == []
}

test_labels_are_those_of_the_pods if {
	reference.labels(_pod({})) == {"a": "1"}
	reference.labels({"type": "apps/Deployment", "unknown": {}, "object": {"spec": {"template": {"metadata": {"labels": {"b": "2"}}}}}}) == {"b": "2"}
}

test_a_secret_is_kept_as_what_makes_it if {
	count(reference.alike("core/Secret")) == count(reference.makers) + 1
	reference.alike("core/ConfigMap") == ["core/ConfigMap"]
	reference.kind("core/Secret") == "Secret"
}
