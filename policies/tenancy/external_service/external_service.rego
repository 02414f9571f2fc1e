# METADATA
# title: Services lead into the cluster
# description: No Service leads to a name outside, or takes traffic for addresses that are not the cluster's.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
#   - ref: https://nvd.nist.gov/vuln/detail/CVE-2020-8554
# scope: package
# custom:
#   id: TEN-013
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [core/Service]
#   reads: ["/spec/type", "/spec/externalIPs"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0108, GK externalip]
#   tags: []
package tenancy.external_service

import data.lib.value
import data.lib.workload

findings contains finding if {
	some service in _services
	value.get(service, ["spec", "type"]) == "ExternalName"
	target := value.get_or(service, ["spec", "externalName"], "?")
	not _in_cluster(target)
	finding := {
		"messageId": "external_name",
		"subject": service.id,
		"path": ["spec", "type"],
		"arguments": {"service": workload.name(service), "target": target},
		"evidence": [["spec", "type"], ["spec", "externalName"]],
	}
}

findings contains finding if {
	some service in _services
	addresses := value.get(service, ["spec", "externalIPs"])
	count(addresses) > 0
	finding := {
		"messageId": "external_addresses",
		"subject": service.id,
		"path": ["spec", "externalIPs"],
		"arguments": {"service": workload.name(service), "addresses": concat(", ", [address | some address in addresses; is_string(address)])},
	}
}

findings contains finding if {
	some service in _services
	some path in [["spec", "type"], ["spec", "externalIPs"]]
	value.partly_unknown(service, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": service.id,
		"path": path,
		"arguments": {"service": workload.name(service)},
	}
}

_services := [resource | some resource in input.resources; resource.type == "core/Service"]

# An alias of another Service stays in the cluster; whose it is, other rules say.
_in_cluster(target) if regex.match(`\.svc(\.cluster\.local)?\.?$`, target)
