# METADATA
# title: Shares of traffic
# description: |
#   Who gets which share of the traffic. Weights say something only within their set: 10 is a tenth beside 90, and all
#   of it beside 0. Sets within one resource are read here, as are the resources that are members of a set together.
# scope: package
# custom:
#   kinds:
#     weighted:
#       - aws_route53_record
#       - networking.k8s.io/Ingress
#       - core/Service
#       - aws_lb_listener
#       - aws_lb_listener_rule
#       - aws_alb_listener
#       - aws_alb_listener_rule
#       - aws_appmesh_route
#       - appmesh.k8s.aws/VirtualRouter
#       - networking.istio.io/VirtualService
#       - gateway.networking.k8s.io/HTTPRoute
#       - gateway.networking.k8s.io/GRPCRoute
#       - argoproj.io/Rollout
package lib.traffic

import data.lib.setting
import data.lib.value

# sets lists the sets within one resource: the path of each list, and its members with their name, weight and path. A
# set with a weight that cannot be told is left out.
sets(side) := [{"path": spot.path, "members": members} |
	some spot in _spots(side)
	listed := value.get(side, spot.path)
	is_array(listed)
	members := [_member(side, spot, index, count(listed)) | some index, _ in listed]
	count(members) == count([member | some member in members; is_number(member.weight)])
]

_member(side, spot, index, size) := {"name": name, "path": place, "weight": weight} if {
	path := array.concat(spot.path, [index])
	name := _name(side, path, spot.names, index)
	place := array.concat(path, ["weight"])
	weight := _weight(side, place, _default(spot, size))
}

_weight(side, path, _) := setting.number(value.get(side, path)) if value.known(side, path)

_weight(side, path, fallback) := fallback if value.absent(side, path)

_weight(side, path, _) := null if value.unknown(side, path)

# Istio sends everything to the only destination, and nothing to one without a weight among several.
_default(spot, size) := 1 if {
	spot.default == "istio"
	size == 1
}

_default(spot, size) := 0 if {
	spot.default == "istio"
	size > 1
}

_default(spot, _) := spot.default if is_number(spot.default)

_name(side, path, names, index) := text if {
	parts := [part |
		some name in names
		part := value.get(side, array.concat(path, name))
		is_string(part)
	]
	text := _joined(parts, index)
}

_joined(parts, _) := concat("/", parts) if count(parts) > 0

_joined(parts, index) := concat("", ["#", json.marshal(index + 1)]) if count(parts) == 0

_spots(side) := [{"path": [list, index, "forward", 0, "target_group"], "names": [["arn"]], "default": 1} |
	some list in ["default_action", "action"]
	some index, _ in value.get(side, [list])
] if {
	side.type in {"aws_lb_listener", "aws_lb_listener_rule", "aws_alb_listener", "aws_alb_listener_rule"}
}

_spots(side) := [{"path": ["spec", 0, protocol, 0, "action", 0, "weighted_target"], "names": [["virtual_node"]], "default": 1} |
	some protocol in ["http_route", "http2_route", "grpc_route", "tcp_route"]
] if {
	side.type == "aws_appmesh_route"
}

_spots(side) := [{"path": ["spec", "routes", index, protocol, "action", "weightedTargets"], "names": [["virtualNodeRef", "name"]], "default": 1} |
	some index, _ in value.get(side, ["spec", "routes"])
	some protocol in ["httpRoute", "http2Route", "grpcRoute", "tcpRoute"]
] if {
	side.type == "appmesh.k8s.aws/VirtualRouter"
}

_spots(side) := [{"path": ["spec", protocol, index, "route"], "names": [["destination", "host"], ["destination", "subset"]], "default": "istio"} |
	some protocol in ["http", "tcp", "tls"]
	some index, _ in value.get(side, ["spec", protocol])
] if {
	side.type == "networking.istio.io/VirtualService"
}

_spots(side) := [{"path": ["spec", "rules", index, "backendRefs"], "names": [["namespace"], ["name"]], "default": 1} |
	some index, _ in value.get(side, ["spec", "rules"])
] if {
	side.type in {"gateway.networking.k8s.io/HTTPRoute", "gateway.networking.k8s.io/GRPCRoute"}
}

# action_sets lists the sets that an Ingress of the AWS load balancer controller holds as JSON in its annotations.
action_sets(side) := [{"path": path, "members": members} |
	side.type == "networking.k8s.io/Ingress"
	some key, _ in value.get(side, ["metadata", "annotations"])
	startswith(key, "alb.ingress.kubernetes.io/actions.")
	path := ["metadata", "annotations", key]
	groups := json.unmarshal(value.get(side, path)).forwardConfig.targetGroups
	members := [{"name": name, "path": path, "weight": weight} |
		some index, group in groups
		name := object.get(group, "serviceName", object.get(group, "targetGroupARN", json.marshal(index + 1)))
		weight := setting.number(object.get(group, "weight", 1))
	]
	count(members) == count(groups)
]

# shares turns the weights of a set into percentages, by name. Two members of one name count together.
shares(members) := {name: share |
	some member in members
	name := member.name
	total := sum([other.weight | some other in members])
	own := sum([other.weight | some other in members; other.name == name])
	share := _share(own, total, members)
}

_share(own, total, _) := (own * 100) / total if total > 0

_share(_, 0, _) := 0

# record is what a DNS record is a member of: the set's key, its weight, and where the weight stands. A record that is
# alone gets everything. Records that AWS picks by place, health or latency are none.
record(side) := {"set": _record_set(side), "weight": weight, "path": path} if {
	side.type == "aws_route53_record"
	path := ["weighted_routing_policy", 0, "weight"]
	not _picked_otherwise(side)
	weight := _weight(side, path, 100)
}

# Names are the only thing that external-dns and its Ingress have in common with the record.
record(side) := {"set": concat(" ", sort(hosts)), "weight": weight, "path": path} if {
	side.type in {"networking.k8s.io/Ingress", "core/Service"}
	path := ["metadata", "annotations", "external-dns.alpha.kubernetes.io/aws-weight"]
	not value.absent(side, path)
	hosts := _hosts(side)
	count(hosts) > 0
	weight := _weight(side, path, 100)
}

_hosts(side) := array.concat(
	[host |
		some rule in value.get_or(side, ["spec", "rules"], [])
		host := object.get(rule, "host", null)
		is_string(host)
	],
	split(object.get(side.object, ["metadata", "annotations", "external-dns.alpha.kubernetes.io/hostname"], ""), ","),
)

_record_set(side) := concat(" ", [zone, trim_suffix(lower(name), "."), object.get(side.object, "type", "")]) if {
	name := value.get(side, ["name"])
	zone := object.get(side.object, "zone_id", "")
}

_picked_otherwise(side) if {
	some policy in [
		"latency_routing_policy", "geolocation_routing_policy", "failover_routing_policy",
		"cidr_routing_policy", "geoproximity_routing_policy",
	]
	count(value.get(side, [policy])) > 0
}

_picked_otherwise(side) if setting.on(value.get(side, ["multivalue_answer_routing_policy"]))

# steps lists the shares that a Rollout passes through, from nothing to everything, with the place of each.
steps(side) := array.concat(
	[{"share": setting.number(weight), "path": path} |
		some index, _ in value.get_or(side, ["spec", "strategy", "canary", "steps"], [])
		path := ["spec", "strategy", "canary", "steps", index, "setWeight"]
		weight := value.get(side, path)
	],
	[{"share": 100, "path": ["spec", "strategy"]}],
)
