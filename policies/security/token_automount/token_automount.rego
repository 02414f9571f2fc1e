# METADATA
# title: No token of the default service account
# description: A pod without a service account of its own gets no token for the Kubernetes API.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
# scope: package
# custom:
#   id: SEC-024
#   severity: low
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [workload, core/ServiceAccount]
#   reads: ["{pod}/automountServiceAccountToken"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0036, CKV_K8S_38]
#   tags: []
package security.token_automount

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some pod in _default_pods
	value.absent(pod.resource, array.concat(pod.path, _field))
	not pod.resource.namespace in _tokenless
	finding := {
		"messageId": "mounted",
		"subject": pod.resource.id,
		"path": array.concat(pod.path, _field),
		"arguments": pod.arguments,
		"fix": {"op": "add", "path": array.concat(pod.path, _field), "value": false},
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(_default_pods, [_field])

_field := ["automountServiceAccountToken"]

# A pod that names an account was given one on purpose, and so was its token.
_default_pods := [pod |
	some pod in pod_security.pods
	object.get(pod.values, "serviceAccountName", object.get(pod.values, "serviceAccount", "default")) in ["", "default", null]
	not _account_unknown(pod)
]

_account_unknown(pod) if {
	some field in ["serviceAccountName", "serviceAccount"]
	value.unknown(pod.resource, array.concat(pod.path, [field]))
	not value.unknown(pod.resource, pod.path)
}

# Namespaces whose default account gives no token to anybody.
_tokenless := [account.namespace |
	some account in input.resources
	account.type == "core/ServiceAccount"
	account.object.metadata.name == "default"
	pod_security.is_false(value.get(account, _field))
]
