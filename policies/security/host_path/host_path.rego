# METADATA
# title: Files of the node not mounted
# description: No pod mounts a path of its node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-005
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/volumes/*/hostPath"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA hostPathVolumes, KSV-0023]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.host_path

import data.lib.pod_security

findings contains finding if {
	some pod in pod_security.pods
	some index, volume in pod.values.volumes
	source := object.get(volume, "hostPath", null)
	source != null
	finding := {
		"messageId": "host_path",
		"subject": pod.resource.id,
		"path": array.concat(pod.path, ["volumes", index, "hostPath"]),
		"arguments": object.union(pod.arguments, {
			"volume": pod_security.text_of(object.get(volume, "name", index)),
			"hostPath": pod_security.text_of(object.get(source, "path", "?")),
		}),
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [["volumes", "#", "hostPath"]])
