# METADATA
# title: Hosts go on answering
# description: A change that removes a DNS record or a host, or sends it somewhere else, is looked at first by those who own it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-editing.html
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#name-based-virtual-hosting
#   - ref: https://gateway-api.sigs.k8s.io/api-types/httproute/
# scope: package
# custom:
#   id: CHG-011
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds:
#     - aws_route53_record
#     - aws_route53_zone
#     - core/Namespace
#     - core/Service
#     - extensions/Ingress
#     - gateway.networking.k8s.io/GRPCRoute
#     - gateway.networking.k8s.io/HTTPRoute
#     - gateway.networking.k8s.io/TLSRoute
#     - networking.k8s.io/Ingress
#   reads:
#     - "aws_route53_record:/name"
#     - "aws_route53_record:/records"
#     - "gateway.networking.k8s.io/HTTPRoute:/spec/hostnames/*"
#     - "networking.k8s.io/Ingress:/spec/rules/*/host"
#   needs: [file, rendered]
#   facts: [hostOwners, hosts]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.host_removed

import data.lib.change
import data.lib.host
import data.lib.open

findings contains finding if {
	some item in _served
	gone := _gone(item)
	not _cannot_tell_hosts(item)
	nowhere := [name | some name in gone; not _claimed(item, name); not _moved(item, name)]
	count(nowhere) > 0
	finding := _finding(item, "removed", nowhere, {}, _hosts_path(item))
}

# Somebody in another namespace claims what is given up here.
findings contains finding if {
	some item in _served
	gone := _gone(item)
	not _cannot_tell_hosts(item)
	moved := [name | some name in gone; not _claimed(item, name); _moved(item, name)]
	count(moved) > 0
	other := _elsewhere(item, moved[0])[0]
	finding := _finding(item, "moved", moved, {"other": concat("/", [other.namespace, other.name])}, _hosts_path(item))
}

findings contains finding if {
	some item in _served
	change.edits(item)
	some turn in host.turns(item)
	finding := _finding(item, "retargeted", turn.hosts, {"before": turn.before, "after": turn.after}, turn.path)
}

findings contains finding if {
	some item in _served
	change.edits(item)
	path := _untold(item)[0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"owners": _owners(item, host.names(item.before)),
		"arguments": {"object": change.name(item)},
	}
}

_finding(item, message, names, told, path) := {
	"messageId": message,
	"subject": item.id,
	"path": path,
	"owners": _owners(item, names),
	"arguments": object.union({"object": change.name(item), "hosts": names}, told),
}

# The hosts' own owners, and where nobody registered them, those of what serves them.
_owners(item, names) := owners if {
	owners := sort({owner | some name in names; some owner in input.facts.hostOwners[name]})
	count(owners) > 0
} else := item.owner

_served := [item |
	some item in input.changes
	_serves(item)
	not item.action in {"create", "read", "no-op", "forget"}
	not _gone_with_more(item)
]

_serves(item) if item.type in host.kinds

# A namespace, or a zone, that is deleted is told by other rules, with everything in it.
_gone_with_more(item) if {
	change.deletes(item)
	some other in input.changes
	other.type == "core/Namespace"
	change.deletes(other)
	other.before.object.metadata.name == item.namespace
}

_gone_with_more(item) if {
	item.type == "aws_route53_record"
	change.deletes(item)
	some other in input.changes
	other.type == "aws_route53_zone"
	change.deletes(other)
}

_gone(item) := [name |
	some name in host.names(item.before)
	not name in _names_after(item)
]

_names_after(item) := host.names(item.after) if item.after != null

_names_after(item) := [] if item.after == null

# What may be one of the names that are gone.
_cannot_tell_hosts(item) if {
	change.edits(item)
	count(_unknown_hosts(item)) > 0
}

_unknown_hosts(item) := [path |
	some pattern in host.patterns[item.type]
	some path in open.paths(item.after, pattern)
]

_untold(item) := array.concat(
	[path | count(_gone(item)) > 0; some path in _unknown_hosts(item)],
	host.unknown_targets(item),
)

# Something else in the same namespace, or the same root, still answers for the name.
_claimed(item, name) if {
	some other in input.facts.hosts[name]
	other.namespace == item.namespace
	contains(item.type, "/")
}

_claimed(item, name) if {
	some other in input.resources
	other.type in host.kinds
	contains(other.type, "/") == contains(item.type, "/")
	other.namespace == item.namespace
	host.answers_alike(item.before, other)
	name in host.names(other)
}

_moved(item, name) if count(_elsewhere(item, name)) > 0

_elsewhere(item, name) := [other |
	some other in input.facts.hosts[name]
	other.namespace != item.namespace
]

_hosts_path(item) := [] if item.after == null

_hosts_path(item) := host.place(item.type) if item.after != null
