# METADATA
# title: Socket of the container runtime not mounted
# description: No pod mounts the socket through which its node's containers are controlled.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - ref: https://docs.docker.com/engine/security/protect-access/
# scope: package
# custom:
#   id: SEC-023
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/volumes/*/hostPath/path"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: [SEC-005]
#   peers: [KSV-0006]
#   tags: []
package security.container_socket

import data.lib.pod_security

findings contains finding if {
	some pod in pod_security.pods
	some index, volume in pod.values.volumes
	path := object.get(volume, ["hostPath", "path"], "")
	is_string(path)
	_is_socket(path)
	finding := {
		"messageId": "socket",
		"subject": pod.resource.id,
		# Where SEC-005 stands, so that one mount is one row.
		"path": array.concat(pod.path, ["volumes", index, "hostPath"]),
		"arguments": object.union(pod.arguments, {"hostPath": path}),
	}
}

findings contains finding if {
	some finding in pod_security.unknown_in_pods(pod_security.pods, [["volumes", "#", "hostPath", "path"]])
}

# /run and /var/run are one folder, and nobody minds how many slashes there are.
_is_socket(path) if regex.match(`^/+(var/+)?run/+(.*/)?(docker|containerd|crio|cri-dockerd|dockershim|podman)\.sock/*$`, path)

_is_socket(path) if regex.match(`^/+(var/+lib|var/+snap|run/+k3s|var/+run/+k3s|etc)/.*/(docker|containerd|crio|cri-dockerd|dockershim|podman)\.sock/*$`, path)
