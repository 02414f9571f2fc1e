# METADATA
# title: No long-lived credential made
# description: No token, key or password is made that stays good until somebody takes it away.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
# scope: package
# custom:
#   id: SEC-056
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [core/Secret, aws_iam_access_key, aws_iam_user_login_profile, aws_iam_service_specific_credential]
#   reads: ["core/Secret:/type", "aws_iam_access_key:/status"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_273, "KY restrict-secret-types"]
#   tags: []
package security.long_lived_credential

import data.lib.value
import data.lib.workload

findings contains finding if {
	some secret in _secrets
	value.get(secret, ["type"]) == "kubernetes.io/service-account-token"
	finding := {
		"messageId": "token",
		"subject": secret.id,
		"path": ["type"],
		"arguments": {"credential": workload.name(secret)},
	}
}

findings contains finding if {
	some credential in input.resources
	message := _messages[credential.type]
	value.get_or(credential, ["status"], "Active") == "Active"
	finding := {
		"messageId": message,
		"subject": credential.id,
		"path": [],
		"arguments": {"credential": credential.address},
	}
}

findings contains finding if {
	some secret in _secrets
	value.unknown(secret, ["type"])
	finding := _open(secret, "type", workload.name(secret))
}

findings contains finding if {
	some credential in input.resources
	_messages[credential.type]
	value.unknown(credential, ["status"])
	finding := _open(credential, "status", credential.address)
}

_open(resource, argument, name) := {
	"messageId": "unknown",
	"kind": "open",
	"subject": resource.id,
	"path": [argument],
	"arguments": {"credential": name},
}

_secrets := [resource | some resource in input.resources; resource.type == "core/Secret"]

_messages := {
	"aws_iam_access_key": "key",
	"aws_iam_user_login_profile": "password",
	"aws_iam_service_specific_credential": "key",
}
