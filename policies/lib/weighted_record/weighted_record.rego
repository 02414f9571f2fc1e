# METADATA
# title: Weighted records of DNS
# description: Which set a record is a member of, and with which weight, whoever makes the record.
# scope: package
package lib.weighted_record

import data.lib.setting
import data.lib.value

# of is what a DNS record is a member of: the set's key, its weight, and where the weight stands. A record that is
# alone gets everything. Records that AWS picks by place, health or latency are none.
of(side) := {"set": _record_set(side), "weight": weight, "path": path} if {
	side.type == "aws_route53_record"
	path := ["weighted_routing_policy", 0, "weight"]
	not _picked_otherwise(side)
	weight := _weight(side, path, 100)
}

# Names are the only thing that external-dns and its Ingress have in common with the record.
of(side) := {"set": concat(" ", sort(hosts)), "weight": weight, "path": path} if {
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

_weight(side, path, _) := setting.number(value.get(side, path)) if value.known(side, path)

_weight(side, path, fallback) := fallback if value.absent(side, path)

_weight(side, path, _) := null if value.unknown(side, path)
