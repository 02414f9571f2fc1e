package security.container_socket_test

import data.security.container_socket

_found(volume, unknown) := {[finding.messageId, finding.path] |
	pod := {"id": "p", "type": "core/Pod", "namespace": "payments", "object": {"metadata": {"name": "api"}, "spec": {"volumes": [volume], "containers": []}}, "unknown": unknown}
	some finding in container_socket.findings with input as {"kubernetesVersion": "1.33", "resources": [pod], "facts": {}}
}

_mounted(path) := _found({"name": "runtime", "hostPath": {"path": path}}, {})

_socket := {["socket", ["spec", "volumes", 0, "hostPath"]]}

test_the_sockets_of_every_runtime_are_found if {
	_mounted("/var/run/docker.sock") == _socket
	_mounted("/run/docker.sock") == _socket
	_mounted("/run/containerd/containerd.sock") == _socket
	_mounted("/var/run/crio/crio.sock") == _socket
	_mounted("/run/k3s/containerd/containerd.sock") == _socket
	_mounted("/run/podman/podman.sock") == _socket
}

test_slashes_hide_nothing if _mounted("//var//run/docker.sock/") == _socket

test_other_files_of_the_node_are_another_rule if {
	_mounted("/var/log") == set()
	_mounted("/var/run/datadog/apm.sock") == set()
	_mounted("/srv/docker.sock.txt") == set()
}

test_an_unknown_path_is_open if {
	{path | some [_, path] in _found({"name": "runtime", "hostPath": {}}, {"/spec/volumes/0/hostPath/path": true})} == {["spec", "volumes", 0, "hostPath", "path"]}
}
