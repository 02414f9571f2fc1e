# METADATA
# title: A canary is watched
# description: A rollout that sends a share of the traffic to a new version has something that judges it, or that stops it.
# related_resources:
#   - ref: https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
#   - ref: https://argo-rollouts.readthedocs.io/en/stable/features/specification/
#   - ref: https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
#   - ref: https://docs.flagger.app/usage/how-it-works
# scope: package
# custom:
#   id: REL-008
#   severity: medium
#   enforcement: {production: advise, elsewhere: "off"}
#   scope: root
#   kinds:
#     - argoproj.io/Rollout
#     - flagger.app/Canary
#     - networking.istio.io/DestinationRule
#     - networking.istio.io/VirtualService
#   reads:
#     - "argoproj.io/Rollout:/spec/strategy/canary/analysis"
#     - "argoproj.io/Rollout:/spec/progressDeadlineAbort"
#     - "flagger.app/Canary:/spec/skipAnalysis"
#     - "networking.istio.io/DestinationRule:/spec/trafficPolicy/outlierDetection"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package reliability.canary_guarded

import data.lib.setting
import data.lib.traffic
import data.lib.value
import data.lib.workload

# Nothing looks at the new version between the first share and the last.
findings contains finding if {
	some rollout in _canaries
	not _judged(rollout)
	not value.partly_unknown(rollout, _canary)
	not value.unknown(rollout, _abort)
	finding := {
		"messageId": "unwatched",
		"subject": rollout.id,
		"path": _steps,
		"evidence": [_canary, _abort],
		"arguments": {"workload": workload.name(rollout)},
	}
}

findings contains finding if {
	some rollout in _canaries
	not _judged(rollout)
	some path in [_first_unknown(rollout)]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": rollout.id,
		"path": path,
		"arguments": {"workload": workload.name(rollout)},
	}
}

findings contains finding if {
	some canary in input.resources
	canary.type == "flagger.app/Canary"
	setting.on(value.get(canary, _skip))
	finding := {
		"messageId": "skipped",
		"subject": canary.id,
		"path": _skip,
		"arguments": {"workload": workload.name(canary)},
		"fix": {"op": "replace", "path": _skip, "value": false},
	}
}

findings contains finding if {
	some canary in input.resources
	canary.type == "flagger.app/Canary"
	value.unknown(canary, _skip)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": canary.id,
		"path": _skip,
		"arguments": {"workload": workload.name(canary)},
	}
}

# Weights that people move by hand: what ejects a failing version stands in the rule for its host.
findings contains finding if {
	some split in _splits
	policies := _policies(split)
	count(policies) > 0
	count([policy | some policy in policies; _may_eject(policy)]) == 0
	finding := {
		"messageId": "not_ejected",
		"subject": split.service.id,
		"path": split.path,
		"arguments": {
			"service": workload.name(split.service),
			"host": trim_suffix(split.host, "."),
			"rule": workload.name(policies[0]),
		},
	}
}

findings contains finding if {
	some split in _splits
	policies := _policies(split)
	count([policy | some policy in policies; _ejects(policy)]) == 0
	policy := [policy | some policy in policies; value.partly_unknown(policy, _policy)][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": policy.id,
		"path": _unknown_policy(policy),
		"arguments": {"workload": workload.name(policy)},
	}
}

_canary := ["spec", "strategy", "canary"]

_steps := ["spec", "strategy", "canary", "steps"]

_abort := ["spec", "progressDeadlineAbort"]

_skip := ["spec", "skipAnalysis"]

_policy := ["spec", "trafficPolicy"]

_ejection := ["spec", "trafficPolicy", "outlierDetection"]

# Without steps that give a share, a canary is a rolling update.
_canaries := [rollout |
	some rollout in input.resources
	rollout.type == "argoproj.io/Rollout"
	some step in value.get(rollout, _steps)
	setting.number(step.setWeight) < 100
	_first_share(rollout, step)
]

# One finding is enough, however many steps there are.
_first_share(rollout, step) if {
	shares := [share | some share in value.get(rollout, _steps); setting.number(share.setWeight) < 100]
	shares[0] == step
}

_judged(rollout) if count(value.get(rollout, array.concat(_canary, ["analysis", "templates"]))) > 0

_judged(rollout) if setting.on(value.get(rollout, _abort))

_judged(rollout) if {
	some step in value.get(rollout, _steps)
	_stops(step)
}

_stops(step) if is_object(step.analysis)

# An experiment is judged by its analyses, and compares the versions for people where it has none.
_stops(step) if is_object(step.experiment)

# A plug-in of a step decides for itself.
_stops(step) if is_object(step.plugin)

# Until somebody has looked.
_stops(step) if {
	is_object(step.pause)
	object.get(step.pause, "duration", null) == null
}

_stops(step) if {
	"pause" in object.keys(step)
	step.pause == null
}

_first_unknown(rollout) := found[0] if {
	found := [path |
		some path in [array.concat(_canary, ["analysis"]), _abort, _steps]
		value.partly_unknown(rollout, path)
	]
}

# The sets of a VirtualService in which two get traffic, and which no Rollout moves.
_splits := [{"service": service, "path": set.path, "host": host, "hosts": hosts} |
	some service in input.resources
	service.type == "networking.istio.io/VirtualService"
	not _driven(service)
	some set in traffic.sets(service)
	served := [member | some member in set.members; member.weight > 0]
	count(served) > 1
	hosts := _hosts(service, set.path)
	host := hosts[0]
]

_driven(service) if {
	some rollout in input.resources
	rollout.type == "argoproj.io/Rollout"
	some named in _routed(rollout)
	named == service.object.metadata.name
}

# Flagger writes the VirtualService of its canaries, called after them.
_driven(service) if {
	some canary in input.resources
	canary.type == "flagger.app/Canary"
	service.object.metadata.name in {canary.object.metadata.name, object.get(canary.object, ["spec", "service", "name"], "")}
}

_routed(rollout) := array.concat(
	[name | name := value.get(rollout, array.concat(_istio, ["virtualService", "name"]))],
	[one.name | some one in value.get(rollout, array.concat(_istio, ["virtualServices"]))],
)

_istio := ["spec", "strategy", "canary", "trafficRouting", "istio"]

_hosts(service, path) := [host |
	some destination in value.get(service, path)
	host := _place(destination.destination.host, service.namespace)
]

# `cart`, and `cart.shop.svc.cluster.local`, are one Service of the namespace `shop`.
_place(host, namespace) := concat(".", [host, namespace]) if not contains(host, ".")

_place(host, _) := concat(".", array.slice(split(host, "."), 0, 2)) if contains(host, ".")

_policies(split) := [policy |
	some policy in input.resources
	policy.type == "networking.istio.io/DestinationRule"
	_place(value.get(policy, ["spec", "host"]), policy.namespace) in split.hosts
]

_ejects(policy) if _empty_object_or_more(value.get(policy, _ejection))

_ejects(policy) if {
	some subset in value.get(policy, ["spec", "subsets"])
	is_object(subset.trafficPolicy.outlierDetection)
}

_ejects(policy) if {
	some port in value.get(policy, ["spec", "trafficPolicy", "portLevelSettings"])
	is_object(port.outlierDetection)
}

# An empty one has the defaults of Istio, which eject.
_empty_object_or_more(detection) if is_object(detection)

_may_eject(policy) if _ejects(policy)

_may_eject(policy) if value.partly_unknown(policy, _policy)

_unknown_policy(policy) := _ejection if {
	not value.unknown(policy, _policy)
} else := _policy
