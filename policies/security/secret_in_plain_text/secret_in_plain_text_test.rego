package security.secret_in_plain_text_test

import data.security.secret_in_plain_text

_found(type, object, pointer) := {[finding.messageId, finding.path] |
	some finding in secret_in_plain_text.findings with input as {"side": "head", "root": {"kind": "manifests"}, "resources": [{
		"id": "r",
		"address": "r",
		"type": type,
		"object": object,
		"unknown": {},
		"sensitive": {pointer: true},
	}]}
}

_marker(detector) := {"$secret": {"detector": detector, "reference": "DB_PASSWORD", "changed": null}}

test_a_credential_anywhere_is_found if {
	object := {"metadata": {"name": "r", "annotations": {"note": _marker("aws-access-key")}}}
	_found("core/ConfigMap", object, "/metadata/annotations/note") == {["credential", ["metadata", "annotations", "note"]]}
	_found("aws_db_instance", {"password": _marker("named-secret")}, "/password") == {["credential", ["password"]]}
}

test_placeholders_encrypted_and_sensitive_values_are_quiet if {
	every detector in ["placeholder", "encrypted", "sensitive"] {
		_found("core/Secret", {"metadata": {"name": "r"}, "data": {"password": _marker(detector)}}, "/data/password") == set()
	}
}

test_data_of_a_secret_is_found_unless_its_key_is_harmless if {
	found := _found(
		"core/Secret", {"metadata": {"name": "r"}, "data": {
			"seed": _marker("secret-data"),
			"username": _marker("secret-data"),
			"tls.crt": _marker("secret-data"),
			"alertmanager.yaml": _marker("secret-data"),
			"githubAppID": _marker("secret-data"),
			"event_certificate_path": _marker("secret-data"),
			"bucket_arn": _marker("secret-data"),
		}},
		"/data/seed",
	)
	found == {["data", ["data", "seed"]]}
}

test_terraform_puts_outputs_into_secrets if {
	found := secret_in_plain_text.findings with input as {"side": "head", "root": {"kind": "terraform"}, "resources": [{
		"id": "r",
		"type": "core/Secret",
		"object": {"metadata": {"name": "r"}, "stringData": {"seed": _marker("secret-data"), "password": _marker("secret-data")}},
		"unknown": {},
		"sensitive": {"/stringData": true},
	}]}
	{finding.path | some finding in found} == {["stringData", "password"]}
}

test_environment_variables_are_the_matter_of_another_rule if {
	object := {"metadata": {"name": "r"}, "spec": {"containers": [{
		"env": [{"name": "A", "value": _marker("jwt")}],
		"args": [_marker("jwt")],
	}]}}
	_found("core/Pod", object, "/spec") == {["credential", ["spec", "containers", 0, "args", 0]]}
}

test_a_json_text_is_one_finding if {
	text := json.marshal([{"command": [_marker("jwt"), _marker("jwt")], "environment": [{"value": _marker("jwt")}]}])
	_found("aws_ecs_task_definition", {"container_definitions": text}, "/container_definitions") == {["credential", ["container_definitions"]]}
	only := json.marshal([{"environment": [{"name": "A", "value": _marker("jwt")}]}])
	_found("aws_ecs_task_definition", {"container_definitions": only}, "/container_definitions") == set()
	_found("aws_ecs_task_definition", {"container_definitions": json.unmarshal(only)}, "/container_definitions") == set()
}

test_what_terraform_makes_in_kubernetes_is_read_once if {
	_found("kubernetes_secret", {"data": {"password": _marker("named-secret")}}, "/data/password") == set()
	_found("kubernetes_secret_v1", {"data": {"password": _marker("named-secret")}}, "/data/password") == set()
	_found("kubectl_manifest", {"yaml_body": _marker("named-secret")}, "/yaml_body") == set()
	_found("kubernetes_env", {"value": _marker("named-secret")}, "/value") == {["credential", ["value"]]}
}

test_a_call_and_what_it_is_read_as_are_one if {
	read := {"id": "d", "address": "module.db:aws_db_instance", "type": "aws_db_instance", "object": {"password": _marker("named-secret")}, "unknown": {}, "sensitive": {"/password": true}}
	call := object.union(read, {"id": "m", "address": "module.db", "type": "module"})
	found := {finding.subject |
		some finding in secret_in_plain_text.findings with input as {"side": "head", "root": {"kind": "terraform"}, "resources": [call, read]}
	}
	found == {"m"}
}
