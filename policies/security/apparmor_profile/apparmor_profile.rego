# METADATA
# title: AppArmor not turned off
# description: No pod turns off the AppArmor profile that its node gives it, neither by field nor by annotation.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-008
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/securityContext/appArmorProfile/type"
#     - "{pod}/containers/*/securityContext/appArmorProfile/type"
#     - "{pod}/initContainers/*/securityContext/appArmorProfile/type"
#     - "apps/Deployment:/spec/template/metadata/annotations/*"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA appArmorProfile, KSV-0002]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.apparmor_profile

import data.lib.pod_security
import data.lib.value

findings contains finding if {
	some context in pod_security.contexts
	type := object.get(context.security.appArmorProfile, "type", "")
	not type in ["RuntimeDefault", "Localhost"]
	path := array.concat(context.path, _field)
	not value.unknown(context.resource, path)
	finding := {
		"messageId": context.level,
		"subject": context.resource.id,
		"path": path,
		"arguments": object.union(context.arguments, {"profile": pod_security.text_of(type)}),
		"fix": {"op": "replace", "path": path, "value": "RuntimeDefault"},
	}
}

findings contains finding if {
	some pod in pod_security.pods
	path := pod_security.annotations_path(pod)
	some key, profile in object.get(pod.resource.object, path, {})
	startswith(key, _prefix)
	is_string(profile)
	not _allowed(profile)
	finding := {
		"messageId": "annotation",
		"subject": pod.resource.id,
		"path": array.concat(path, [key]),
		"arguments": object.union(pod.arguments, {"profile": profile, "container": trim_prefix(key, _prefix)}),
		"fix": {"op": "replace", "path": array.concat(path, [key]), "value": "runtime/default"},
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [_field])

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [_field])

findings contains finding if some finding in pod_security.unknown_annotations(_prefix)

_field := ["securityContext", "appArmorProfile", "type"]

_prefix := "container.apparmor.security.beta.kubernetes.io/"

_allowed(profile) if profile in ["", "runtime/default"]

_allowed(profile) if startswith(profile, "localhost/")
