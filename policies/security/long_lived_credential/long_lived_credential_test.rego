package security.long_lived_credential_test

import data.security.long_lived_credential

_found(type, object, unknown) := {[finding.messageId, finding.path] |
	some finding in long_lived_credential.findings with input as {"resources": [{"id": "c", "address": "c", "type": type, "object": object, "unknown": unknown}]}
}

_secret(type) := _found("core/Secret", {"metadata": {"name": "s"}, "type": type}, {})

test_tokens_keys_and_passwords_are_found if {
	_secret("kubernetes.io/service-account-token") == {["token", ["type"]]}
	_found("aws_iam_access_key", {"user": "ci"}, {}) == {["key", []]}
	_found("aws_iam_access_key", {"user": "ci", "status": "Active"}, {}) == {["key", []]}
	_found("aws_iam_user_login_profile", {"user": "ci"}, {}) == {["password", []]}
	_found("aws_iam_service_specific_credential", {"user_name": "ci"}, {}) == {["key", []]}
}

test_other_secrets_and_keys_that_are_off_are_quiet if {
	_secret("Opaque") == set()
	_secret(null) == set()
	_secret("kubernetes.io/tls") == set()
	_found("aws_iam_access_key", {"status": "Inactive"}, {}) == set()
}

test_unknown_values_are_open if {
	_found("core/Secret", {"metadata": {"name": "s"}}, {"/type": true}) == {["unknown", ["type"]]}
	_found("aws_iam_access_key", {}, {"/status": true}) == {["unknown", ["status"]]}
}
