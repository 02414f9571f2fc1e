package validity.reference_defined_test

import data.validity.reference_defined

_object(type, name, more) := object.union(
	{"id": name, "type": type, "address": name, "namespace": "shop", "unknown": {}, "object": {"metadata": {"name": name}}},
	more,
)

_pod(container) := _object("core/Pod", "p", {"object": {"spec": {"containers": [object.union({"name": "c"}, container)]}}})

_from(field, name) := _pod({"envFrom": [{field: {"name": name}}]})

_said(resources, changes, facts) := {[finding.messageId, finding.arguments.name] |
	some finding in reference_defined.findings with input as {"root": {"key": "r"}, "resources": resources, "changes": changes, "facts": facts}
		with data.parameters as {"VAL-005": {"exempt": ["default"]}}
}

_beside(type, more) := object.union({"type": type, "name": "beside", "root": "s", "address": "beside"}, more)

_whole(objects) := {"complete": {"shop": true}, "objects": {"shop": objects}}

test_what_is_nowhere_is_told_of_a_whole_namespace if {
	map := _from("configMapRef", "settings")
	_said([map], [], {}) == set()
	_said([map], [], _whole([])) == set()
	_said([map], [], _whole([_beside("core/ConfigMap", {})])) == {["missing", "settings"]}
	_said([map], [], object.union(_whole([]), {"namespaces": {"shop": {}}})) == {["missing", "settings"]}
	_said([map], [], _whole([_beside("core/ConfigMap", {"name": "settings"})])) == set()
}

test_secrets_are_asked_for_only_where_some_are_kept if {
	secret := _from("secretRef", "keys")
	_said([secret], [], object.union(_whole([]), {"namespaces": {"shop": {}}})) == set()
	_said([secret], [], _whole([_beside("external-secrets.io/ExternalSecret", {"makes": "other"})])) == {["missing", "keys"]}
	_said([secret], [], _whole([_beside("external-secrets.io/ExternalSecret", {"makes": "keys"})])) == set()
}

test_what_nobody_sees_may_make_it if {
	map := _from("configMapRef", "settings")
	every filled in [{"shop": ["module"]}, {"*": ["unread"]}, {"shop": ["acme.io/Database"]}, {"*": ["core/ConfigMap"]}] {
		_said([map], [], object.union(_whole([_beside("core/ConfigMap", {})]), {"filled": filled})) == set()
	}
	_said([map], [], object.union(_whole([_beside("core/ConfigMap", {})]), {"filled": {"*": ["core/Secret"]}})) == {["missing", "settings"]}
}

test_what_every_namespace_has_is_there if {
	_said([_from("configMapRef", "default")], [], _whole([_beside("core/ConfigMap", {})])) == set()
}

test_what_is_taken_away_and_still_needed_is_found if {
	gone := {"type": "core/ConfigMap", "namespace": "shop", "action": "delete", "before": _object("core/ConfigMap", "settings", {}), "after": null}
	_said([_from("configMapRef", "settings")], [gone], {}) == {["removed", "settings"]}
	_said([_from("configMapRef", "another")], [gone], {}) == set()
	_said([_from("configMapRef", "settings")], [gone], {"filled": {"shop": ["module"]}}) == set()
	_said([_from("configMapRef", "settings")], [gone], {"filled": {"*": ["core/ConfigMap"]}}) == {["removed", "settings"]}
	_said([_from("configMapRef", "settings"), _object("core/ConfigMap", "settings", {})], [gone], {}) == set()
}

test_a_secret_that_something_else_makes_from_now_on_is_there if {
	gone := {"type": "core/Secret", "namespace": "shop", "action": "delete", "before": _object("core/Secret", "keys", {}), "after": null}
	sealed := _object("bitnami.com/SealedSecret", "keys", {})
	_said([_from("secretRef", "keys"), sealed], [gone], {}) == set()
	_said([_from("secretRef", "keys")], [gone], {}) == {["removed", "keys"]}
	made := {"type": "bitnami.com/SealedSecret", "namespace": "shop", "action": "create", "before": null, "after": sealed}
	_said([_from("secretRef", "keys")], [gone, made], {}) == set()
}

_keyed(field, key) := _pod({"env": [{"name": "A", "valueFrom": {field: {"name": "settings", "key": key}}}]})

test_a_key_that_is_not_there_is_found if {
	map := _object("core/ConfigMap", "settings", {"object": {"data": {"mode": "fast"}}})
	_said([_keyed("configMapKeyRef", "mood"), map], [], {}) == {["missing_key", "settings"]}
	_said([_keyed("configMapKeyRef", "mode"), map], [], {}) == set()
	_said([_keyed("configMapKeyRef", "mood"), _object("core/ConfigMap", "settings", {})], [], {}) == set()
	_said([_keyed("configMapKeyRef", "mood")], [], {}) == set()
}

test_keys_of_a_secret_that_something_makes_are_not_known if {
	secret := _object("core/Secret", "settings", {"object": {"data": {"a": "x"}}})
	external := _object("external-secrets.io/ExternalSecret", "settings", {})
	_said([_keyed("secretKeyRef", "b"), secret], [], {}) == {["missing_key", "settings"]}
	_said([_keyed("secretKeyRef", "b"), secret, external], [], {}) == set()
}

_ingress(port) := _object("networking.k8s.io/Ingress", "i", {"object": {"spec": {"defaultBackend": {"service": {"name": "web", "port": port}}}}})

test_a_port_that_the_service_does_not_have_is_found if {
	service := _object("core/Service", "web", {"object": {"spec": {"ports": [{"name": "http", "port": 80}]}}})
	_said([_ingress({"number": 81}), service], [], {}) == {["missing_port", "web"]}
	_said([_ingress({"name": "grpc"}), service], [], {}) == {["missing_port", "web"]}
	_said([_ingress({"number": 80}), service], [], {}) == set()
	_said([_ingress({"name": "http"}), service], [], {}) == set()
	_said([_ingress({"number": 81})], [], {}) == set()
}

_messages(resources) := {finding.messageId |
	some finding in reference_defined.findings with input as {"root": {"key": "r"}, "resources": resources, "changes": [], "facts": {}}
		with data.parameters as {"VAL-005": {"exempt": []}}
}

test_a_target_port_by_name_has_to_be_one_of_a_container if {
	service := _object("core/Service", "web", {"object": {"spec": {"selector": {"a": "1"}, "ports": [{"port": 80, "targetPort": "http"}]}}})
	labelled := {"object": {"metadata": {"labels": {"a": "1"}}}}
	_messages([service, object.union(_pod({"ports": [{"name": "web", "containerPort": 1}]}), labelled)]) == {"missing_target"}
	_messages([service, object.union(_pod({"ports": [{"name": "http", "containerPort": 1}]}), labelled)]) == set()
	_messages([service, _pod({})]) == set()
}
