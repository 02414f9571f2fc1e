# METADATA
# title: Ports of the node not taken
# description: No container takes a port of its node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-006
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload]
#   reads:
#     - "{pod}/containers/*/ports/*/hostPort"
#     - "{pod}/initContainers/*/ports/*/hostPort"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA hostPorts, KSV-0024]
#   tags: [pod-security-baseline, pod-security-restricted]
package security.host_ports

import data.lib.pod_security

findings contains finding if {
	some container in pod_security.containers
	some index, port in container.values.ports
	host_port := object.get(port, "hostPort", null)
	not host_port in _none
	path := array.concat(container.path, ["ports", index, "hostPort"])
	finding := {
		"messageId": "host_port",
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, {"port": pod_security.text_of(host_port)}),
		"fix": {"op": "remove", "path": path},
	}
}

findings contains finding if some finding in pod_security.unknown_in_containers(pod_security.pods, [["ports", "#", "hostPort"]])

_none := [null, 0, "0", ""]
