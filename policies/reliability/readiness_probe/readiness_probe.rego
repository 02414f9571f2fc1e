# METADATA
# title: Who answers is ready first
# description: A container that a Service leads to has a readiness probe.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
# scope: package
# custom:
#   id: REL-001
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds: [apps/Deployment, apps/StatefulSet, apps/DaemonSet, argoproj.io/Rollout, core/Service]
#   reads: ["{pod}/containers/*/readinessProbe"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [polaris readinessProbeMissing, kube-score pod-probes]
#   tags: []
package reliability.readiness_probe

import data.lib.open
import data.lib.serving
import data.lib.value
import data.lib.workload

findings contains finding if {
	some reached in _reached
	not _probed(reached.container)
	finding := {
		"messageId": "missing",
		"subject": reached.container.resource.id,
		"path": _probe(reached.container),
		"arguments": {
			"container": reached.container.name,
			"workload": reached.container.workload,
			"service": workload.name(reached.service),
		},
	}
}

findings contains finding if {
	some reached in _reached
	some path in open.paths(reached.container.resource, _probe(reached.container))
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": reached.container.resource.id,
		"path": path,
		"arguments": {"workload": reached.container.workload},
	}
}

_probe(container) := array.concat(container.path, ["readinessProbe"])

# Until a startup probe has succeeded, a container is not ready either.
_probed(container) if {
	some name in ["readinessProbe", "startupProbe"]
	path := array.concat(container.path, [name])
	not value.absent(container.resource, path)
}

# Each container once, with the first Service that leads to it.
_reached := [{"container": container, "service": services[0]} |
	count(serving.services) > 0
	some resource in input.resources
	resource.type in ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "argoproj.io/Rollout"]
	leading := [service | some service in serving.of(resource); not _before_ready(service)]
	count(leading) > 0
	containers := [container | some container in workload.containers_of(resource); container.list == "containers"]
	some container in containers
	services := [service | some service in leading; _leads_to(service, container, containers)]
	count(services) > 0
]

# Members of a cluster find one another through it before they are ready.
_before_ready(service) if value.get(service, ["spec", "publishNotReadyAddresses"]) == true

_leads_to(service, container, containers) if {
	some port in value.get(service, ["spec", "ports"])
	not serving.measures(object.get(port, "name", ""))
	target := object.get(port, "targetPort", object.get(port, "port", null))
	_listens(container, target, containers)
}

_listens(container, target, _) if _declares(container, target)

# A port need not be declared; where there is one container, it is that one's.
_listens(container, target, containers) if {
	count(containers) == 1
	is_number(target)
	not _declares(container, target)
}

_declares(container, target) if {
	some port in value.get(container.resource, array.concat(container.path, ["ports"]))
	target in [object.get(port, "name", ""), object.get(port, "containerPort", 0)]
}
