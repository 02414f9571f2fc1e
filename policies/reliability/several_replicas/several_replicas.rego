# METADATA
# title: More than one replica answers
# description: A workload that others call has more than one replica, or an autoscaler that may start more.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
# scope: package
# custom:
#   id: REL-003
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds: [apps/Deployment, argoproj.io/Rollout, autoscaler, core/Service]
#   reads: ["apps/Deployment:/spec/replicas"]
#   needs: [rendered]
#   facts: [complete, objects]
#   parameters:
#     withoutService: {type: boolean, default: false, description: "Whether workloads that no Service leads to need more than one replica as well."}
#   supersedes: []
#   peers: [polaris deploymentMissingReplicas, kube-score deployment-replicas]
#   tags: []
package reliability.several_replicas

import data.lib.autoscaling
import data.lib.open
import data.lib.parameter
import data.lib.serving
import data.lib.value
import data.lib.workload

findings contains finding if {
	some resource in _candidates
	_single(resource)
	_called(resource)
	not _one_on_purpose(resource)
	finding := {
		"messageId": "single",
		"subject": resource.id,
		"path": _path,
		"arguments": {"workload": workload.name(resource)},
	}
}

findings contains finding if {
	some resource in _candidates
	some path in open.paths(resource, _path)
	_called(resource)
	not _one_on_purpose(resource)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"workload": workload.name(resource)},
	}
}

_path := ["spec", "replicas"]

# What an autoscaler scales is its business, however few it starts with.
_candidates := [resource |
	some resource in input.resources
	resource.type in ["apps/Deployment", "argoproj.io/Rollout"]
	count(autoscaling.least(resource)) == 0
	not _run_by_rollout(resource)
]

_single(resource) if autoscaling.fewest(resource) == 1

_called(_) if parameter.value("REL-003", "withoutService") == true

_called(resource) if {
	parameter.value("REL-003", "withoutService") == false
	some service in serving.of(resource)
	count(object.get(_answering, service.id, set()) - {resource.id}) == 0
}

# Behind one Service there may be several workloads, such as two versions, and one stays while the other is away.
_answering[service.id] contains resource.id if {
	some resource in input.resources
	resource.type in ["apps/Deployment", "argoproj.io/Rollout"]
	value.get_or(resource, _path, 1) != 0
	some service in serving.of(resource)
}

# A Rollout that takes its pods from a Deployment decides how many there are.
_run_by_rollout(resource) if {
	some rollout in input.resources
	rollout.type == "argoproj.io/Rollout"
	value.get(rollout, ["spec", "workloadRef", "name"]) == resource.object.metadata.name
	resource.type == "apps/Deployment"
}

# Two of it must not run, or the others would only wait: it says so by its strategy, its volume or its election.
_one_on_purpose(resource) if value.get(resource, ["spec", "strategy", "type"]) == "Recreate"

_one_on_purpose(resource) if {
	some volume in value.get(resource, ["spec", "template", "spec", "volumes"])
	volume.persistentVolumeClaim
}

_one_on_purpose(resource) if {
	some container in value.get(resource, ["spec", "template", "spec", "containers"])
	some field in ["command", "args"]
	some word in container[field]
	regex.match(`leader-?elect`, lower(word))
}

_one_on_purpose(resource) if {
	some container in value.get(resource, ["spec", "template", "spec", "containers"])
	some variable in container.env
	regex.match(`LEADER_?ELECT`, variable.name)
}
