# METADATA
# title: Hosts and where they lead
# description: The names that a record, an Ingress, a route or a Service of external-dns answers for, and whom it sends them to.
# scope: package
package lib.host

import data.lib.change
import data.lib.open
import data.lib.setting
import data.lib.value

kinds := {
	"aws_route53_record",
	"core/Service",
	"extensions/Ingress",
	"gateway.networking.k8s.io/GRPCRoute",
	"gateway.networking.k8s.io/HTTPRoute",
	"gateway.networking.k8s.io/TLSRoute",
	"networking.k8s.io/Ingress",
}

# patterns are the places of names, by type.
patterns := {
	"aws_route53_record": [["name"]],
	"core/Service": [_annotation],
	"extensions/Ingress": [_ingress, _annotation],
	"gateway.networking.k8s.io/GRPCRoute": [_route],
	"gateway.networking.k8s.io/HTTPRoute": [_route],
	"gateway.networking.k8s.io/TLSRoute": [_route],
	"networking.k8s.io/Ingress": [_ingress, _annotation],
}

_ingress := ["spec", "rules", "#", "host"]

_route := ["spec", "hostnames", "#"]

_annotation := ["metadata", "annotations", "external-dns.alpha.kubernetes.io/hostname"]

# place is where a person would look for the names.
place("aws_route53_record") := ["name"]

place("core/Service") := ["metadata", "annotations"]

place(type) := ["spec", "rules"] if endswith(type, "/Ingress")

place(type) := ["spec", "hostnames"] if startswith(type, "gateway.networking.k8s.io/")

# names are those that a resource, or one side of a change, answers for, sorted.
names(side) := sort({_plain(name) |
	some path in _name_paths(side)
	some name in split(value.get(side, path), ",")
	_plain(name) != ""
	not _proves(side, name)
})

_plain(name) := trim_suffix(trim_space(lower(name)), ".")

_name_paths(side) := array.concat(
	[["spec", "rules", index, "host"] | endswith(side.type, "/Ingress"); some index, _ in value.get(side, ["spec", "rules"])],
	array.concat(
		[["spec", "hostnames", index] | some index, _ in value.get(side, ["spec", "hostnames"])],
		[path | some path in [["name"], _annotation]; path in patterns[side.type]],
	),
)

# Records that only prove who owns a name serve nobody: certificates, and keys of mail services that are set up anew.
_proves(side, name) if {
	side.type == "aws_route53_record"
	startswith(name, "_")
	object.get(side.object, "type", "CNAME") == "CNAME"
	not contains(name, "_domainkey")
}

# answers_alike holds where what asks the one could be answered by the other: a text beside an address is no answer.
answers_alike(side, _) if not side.type == "aws_route53_record"

answers_alike(side, other) if {
	side.type == "aws_route53_record"
	_sort(side) == _sort(other)
}

_sort(record) := "address" if object.get(record.object, "type", "A") in {"A", "AAAA", "CNAME"}

_sort(record) := type if {
	type := object.get(record.object, "type", "A")
	not type in {"A", "AAAA", "CNAME"}
}

# Texts are notes for those who look them up: nobody is sent anywhere by them.
_note(record) if object.get(record.object, "type", "A") in {"CAA", "SOA", "TXT"}

# turns lists where names that stay are sent elsewhere: {hosts, before, after, path}. What has weights on either side is
# not among it: where shares go is for the rule about them.
turns(item) := [{"hosts": staying, "before": sort(lost), "after": sort(after), "path": _record_path(item.after)} |
	staying := [name | some name in names(item.before); name in names(item.after)]
	count(staying) > 0
	count(unknown_targets(item)) == 0
	after := _record_targets(item.after)
	lost := [target | some target in _record_targets(item.before); not target in after]
	count(lost) > 0
	count(after) > 0
] if {
	item.type == "aws_route53_record"
	not _note(item.after)
}

turns(item) := [{"hosts": hosts, "before": sort(pair[0]), "after": sort(pair[1]), "path": _ingress_path(item, hosts)} |
	not value.partly_unknown(item.after, ["spec", "rules"])
	some pair in {_turned(item, name) | some name in names(item.before)}
	hosts := [name | some name in names(item.before); _turned(item, name) == pair]
] if {
	endswith(item.type, "/Ingress")
}

turns(item) := [{"hosts": names(item.before), "before": sort(lost), "after": sort(after), "path": _route_path(item)} |
	not value.partly_unknown(item.after, ["spec", "rules"])
	not _weighted(item.before)
	not _weighted(item.after)
	before := _route_targets(item.before)
	after := _route_targets(item.after)
	lost := [target | some target in before; not target in after]
	count(lost) > 0
	count(after) > 0
] if {
	startswith(item.type, "gateway.networking.k8s.io/")
}

# unknown_targets has the first unknown value of a record by which it may lead elsewhere than before.
unknown_targets(item) := array.slice(
	[path |
		item.type == "aws_route53_record"
		some pattern in [["alias", "#", "name"], ["records", "#"]]
		some path in open.paths(item.after, pattern)
		_turned_unknown(item, path)
	],
	0, 1,
)

_turned_unknown(item, path) if change.became_unknown(item, path)

_turned_unknown(item, path) if change.rewritten(item, path)

_record_targets(side) := {_target(target) |
	some target in array.concat(
		setting.list(value.get_or(side, ["records"], [])),
		[value.get(side, ["alias", index, "name"]) | some index, _ in value.get(side, ["alias"])],
	)
	is_string(target)
}

# Load balancers have the same name twice.
_target(target) := trim_prefix(trim_suffix(lower(target), "."), "dualstack.")

_record_path(side) := ["alias", 0, "name"] if {
	count(value.get(side, ["alias"])) > 0
} else := ["records"]

_turned(item, name) := [lost, after] if {
	before := _ingress_targets(item.before, name)
	after := _ingress_targets(item.after, name)
	lost := before - after
	count(lost) > 0
	count(after) > 0
}

# Where the first of the new services stands; rules that only lost one are shown as a whole.
_ingress_path(item, hosts) := found[0] if {
	found := [["spec", "rules", rule, "http", "paths", path, "backend"] |
		some rule, written in value.get(item.after, ["spec", "rules"])
		_plain(written.host) in hosts
		some path, served in written.http.paths
		not _service(served.backend) in _ingress_targets(item.before, _plain(written.host))
	]
} else := ["spec", "rules"]

_route_path(item) := found[0] if {
	found := [["spec", "rules", rule, "backendRefs", index] |
		some rule, written in value.get(item.after, ["spec", "rules"])
		some index, backend in written.backendRefs
		not _backend(item.after, backend) in _route_targets(item.before)
	]
} else := ["spec", "rules"]

# What the controller itself answers (`use-annotation`) is no service.
_ingress_targets(side, name) := {service |
	some rule in value.get(side, ["spec", "rules"])
	_plain(rule.host) == name
	some path in rule.http.paths
	service := _service(path.backend)
}

_service(backend) := backend.service.name if not backend.service.port.name == "use-annotation"

_service(backend) := backend.serviceName if not object.get(backend, "servicePort", "") == "use-annotation"

_backend(side, backend) := concat("/", [object.get(backend, "namespace", side.namespace), backend.name])

_route_targets(side) := {_backend(side, backend) |
	some rule in value.get(side, ["spec", "rules"])
	some backend in rule.backendRefs
	object.get(backend, "weight", 1) > 0
}

_weighted(side) if {
	some rule in value.get(side, ["spec", "rules"])
	count(rule.backendRefs) > 1
}
