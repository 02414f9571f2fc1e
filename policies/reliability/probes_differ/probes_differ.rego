# METADATA
# title: Liveness waits longer than readiness
# description: A container is not restarted by the same check, in the same time, that takes it out of service.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
# scope: package
# custom:
#   id: REL-002
#   severity: low
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/containers/*/livenessProbe", "{pod}/containers/*/readinessProbe"]
#   needs: [rendered]
#   parameters:
#     livenessRequired: {type: [boolean, "null"], default: null, description: "Whether every container of a workload that serves has to have a liveness probe."}
#   supersedes: []
#   peers: [kube-score pod-probes-identical]
#   tags: []
package reliability.probes_differ

import data.lib.open
import data.lib.parameter
import data.lib.value
import data.lib.workload

findings contains finding if {
	some container in _serving
	liveness := value.get(container.resource, _probe(container, "livenessProbe"))
	readiness := value.get(container.resource, _probe(container, "readinessProbe"))
	not _doubtful(container)
	_handler(liveness) == _handler(readiness)
	_patience(liveness) <= _patience(readiness)
	finding := {
		"messageId": "same",
		"subject": container.resource.id,
		"path": _probe(container, "livenessProbe"),
		"evidence": [_probe(container, "livenessProbe"), _probe(container, "readinessProbe")],
		"arguments": {"container": container.name, "workload": container.workload},
	}
}

findings contains finding if {
	parameter.value("REL-002", "livenessRequired") == true
	some container in _serving
	value.absent(container.resource, _probe(container, "livenessProbe"))
	finding := {
		"messageId": "missing",
		"subject": container.resource.id,
		"path": _probe(container, "livenessProbe"),
		"arguments": {"container": container.name, "workload": container.workload},
	}
}

findings contains finding if {
	some container in _serving
	some name, other in {"livenessProbe": "readinessProbe", "readinessProbe": "livenessProbe"}
	value.known(container.resource, _probe(container, other))
	some path in open.paths(container.resource, _probe(container, name))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": container.resource.id,
		"path": path,
		"arguments": {"workload": container.workload},
	}
}

# Jobs end, and init containers do; nobody asks them whether they live.
_serving := [container |
	some container in workload.containers
	container.list == "containers"
	not container.resource.type in {"batch/Job", "batch/CronJob"}
]

_probe(container, name) := array.concat(container.path, [name])

_doubtful(container) if {
	some name in ["livenessProbe", "readinessProbe"]
	value.partly_unknown(container.resource, _probe(container, name))
}

_handler(probe) := {kind: probe[kind] | some kind in ["exec", "grpc", "httpGet", "tcpSocket"]}

# Seconds that a container may fail before something happens.
_patience(probe) := object.get(probe, "failureThreshold", 3) * object.get(probe, "periodSeconds", 10)
