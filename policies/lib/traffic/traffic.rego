# METADATA
# title: Shares of traffic
# description: |
#   Who gets which share of the traffic. Weights say something only within their set: 10 is a tenth beside 90, and all
#   of it beside 0. Sets within one resource are read here; DNS records, which are members of a set together, in
#   data.lib.weighted_record.
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
#       - gateway.networking.k8s.io/TCPRoute
#       - gateway.networking.k8s.io/TLSRoute
#       - gateway.networking.k8s.io/UDPRoute
#       - traefik.io/TraefikService
#       - traefik.io/IngressRoute
#       - traefik.io/IngressRouteTCP
#       - traefik.containo.us/TraefikService
#       - traefik.containo.us/IngressRoute
#       - traefik.containo.us/IngressRouteTCP
#       - projectcontour.io/HTTPProxy
#       - split.smi-spec.io/TrafficSplit
#       - serving.knative.dev/Service
#       - serving.knative.dev/Route
#       - aws_lambda_alias
#       - aws_vpclattice_listener
#       - aws_vpclattice_listener_rule
#       - module
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
	place := array.concat(path, [object.get(spot, "weight", "weight")])
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
	regex.match(`^gateway\.networking\.k8s\.io/(HTTP|GRPC|TCP|TLS|UDP)Route$`, side.type)
}

_spots(side) := [{"path": ["spec", "weighted", "services"], "names": [["namespace"], ["name"]], "default": 1}] if {
	regex.match(`^traefik\.(io|containo\.us)/TraefikService$`, side.type)
}

_spots(side) := [{"path": ["spec", "routes", index, "services"], "names": [["namespace"], ["name"]], "default": 1} |
	some index, _ in value.get(side, ["spec", "routes"])
] if {
	regex.match(`^(traefik\.(io|containo\.us)/IngressRoute(TCP)?|projectcontour\.io/HTTPProxy)$`, side.type)
}

_spots(side) := [{"path": ["spec", "backends"], "names": [["service"]], "default": 0}] if {
	side.type == "split.smi-spec.io/TrafficSplit"
}

_spots(side) := [{"path": ["spec", "traffic"], "names": [["revisionName"], ["configurationName"]], "default": 0, "weight": "percent"}] if {
	side.type in {"serving.knative.dev/Service", "serving.knative.dev/Route"}
}

_spots(side) := [{"path": [list, 0, "forward", 0, "target_groups"], "names": [["target_group_identifier"]], "default": 100} |
	some list in ["default_action", "action"]
] if {
	side.type in {"aws_vpclattice_listener", "aws_vpclattice_listener_rule"}
}

# The well-known module of load balancers keeps its listeners in a table.
_spots(side) := array.concat(
	[{"path": ["listeners", key, "weighted_forward", "target_groups"], "names": _module_names, "default": 1} |
		some key, _ in value.get(side, ["listeners"])
	],
	[{"path": ["listeners", key, "rules", rule, "actions", index, "weighted_forward", "target_groups"], "names": _module_names, "default": 1} |
		some key, _ in value.get(side, ["listeners"])
		some rule, _ in value.get(side, ["listeners", key, "rules"])
		some index, _ in value.get(side, ["listeners", key, "rules", rule, "actions"])
	],
) if {
	side.type == "module"
}

_module_names := [["target_group_key"], ["target_group_arn"]]

# action_sets lists the sets that an Ingress of the AWS load balancer controller holds in its annotations.
action_sets(side) := [{"path": path, "members": members} |
	side.type == "networking.k8s.io/Ingress"
	some key, _ in value.get(side, ["metadata", "annotations"])
	startswith(key, "alb.ingress.kubernetes.io/actions.")
	path := ["metadata", "annotations", key, "forwardConfig", "targetGroups"]
	groups := value.get(side, path)
	members := [{"name": name, "path": array.concat(path, [index, "weight"]), "weight": weight} |
		some index, group in groups
		name := object.get(group, "serviceName", object.get(group, "targetGroupARN", json.marshal(index + 1)))
		weight := setting.number(object.get(group, "weight", 1))
	]
	count(members) == count(groups)
]

# rest_sets lists the sets that name the share of the newcomer only: the rest is for whoever was there before.
rest_sets(side) := [{"path": path, "members": members} |
	annotations := value.get(side, ["metadata", "annotations"])
	annotations["nginx.ingress.kubernetes.io/canary"] == "true"
	path := ["metadata", "annotations", "nginx.ingress.kubernetes.io/canary-weight"]
	weight := setting.number(value.get_or(side, path, 0))
	total := setting.number(object.get(annotations, "nginx.ingress.kubernetes.io/canary-weight-total", 100))
	members := [{"name": "canary", "path": path, "weight": weight}, {"name": "main", "path": path, "weight": max([total - weight, 0])}]
] if {
	side.type == "networking.k8s.io/Ingress"
}

rest_sets(side) := [{"path": path, "members": array.concat(members, [rest])} |
	path := ["routing_config", 0, "additional_version_weights"]
	members := [{"name": version, "path": array.concat(path, [version]), "weight": setting.number(weight)} |
		some version, weight in value.get_or(side, path, {})
	]
	rest := {"name": _version(side), "path": ["function_version"], "weight": 1 - sum([member.weight | some member in members])}
] if {
	side.type == "aws_lambda_alias"
}

# A version that is known only later is not any of those that are named.
_version(side) := version if version := value.get(side, ["function_version"])

_version(side) := "the next version" if not value.known(side, ["function_version"])

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

# steps lists the shares that a Rollout passes through, from nothing to everything, with the place of each.
steps(side) := array.concat(
	[{"share": setting.number(weight), "path": path} |
		some index, _ in value.get_or(side, ["spec", "strategy", "canary", "steps"], [])
		path := ["spec", "strategy", "canary", "steps", index, "setWeight"]
		weight := value.get(side, path)
	],
	[{"share": 100, "path": ["spec", "strategy"]}],
)
