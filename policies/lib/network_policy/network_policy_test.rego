package lib.network_policy_test

import data.lib.network_policy

test_ingress_is_closed_unless_told_otherwise if {
	network_policy.closes({}, "Ingress")
	not network_policy.closes({}, "Egress")
	network_policy.closes({"egress": [{}]}, "Egress")
	not network_policy.closes({"policyTypes": ["Egress"]}, "Ingress")
}

_admitted(before, after) if {
	every flow in network_policy.flows({"ingress": [after]}, "Ingress") {
		network_policy.admitted(flow, network_policy.flows({"ingress": [before]}, "Ingress"))
	}
}

_from(peer) := {"from": [peer]}

_web := {"podSelector": {"matchLabels": {"app": "web"}}}

_anywhere := {"namespaceSelector": {}}

test_less_is_admitted if {
	_admitted({}, _from(_web))
	_admitted(_from(_web), _from({"podSelector": {"matchLabels": {"app": "web", "zone": "a"}}}))
	_admitted(_from(_anywhere), _from(_web))
	_admitted(_from({"ipBlock": {"cidr": "10.0.0.0/8"}}), _from({"ipBlock": {"cidr": "10.1.0.0/16"}}))
	_admitted(_from({"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.2.0.0/16"]}}), _from({"ipBlock": {"cidr": "10.1.0.0/16"}}))
	_admitted({"ports": [{"port": 80, "endPort": 90}]}, {"ports": [{"port": 81, "protocol": "TCP"}]})
}

test_more_is_not if {
	not _admitted(_from(_web), {})
	not _admitted(_from(_web), _from(_anywhere))
	not _admitted(_from(_web), _from({"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": "web"}}}))
	not _admitted(_from({"ipBlock": {"cidr": "10.1.0.0/16"}}), _from({"ipBlock": {"cidr": "10.0.0.0/8"}}))
	not _admitted(_from({"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.2.0.0/16"]}}), _from({"ipBlock": {"cidr": "10.0.0.0/8"}}))
	not _admitted({"ports": [{"port": 80}]}, {"ports": [{"port": 80}, {"port": 81}]})
	not _admitted({"ports": [{"port": 80}]}, {"ports": [{"port": 80, "protocol": "UDP"}]})
	not _admitted({"ports": [{"port": 80}]}, {})
}

test_peers_are_shown if {
	network_policy.shown("everybody") == "0.0.0.0/0"
	network_policy.shown({"ipBlock": {"cidr": "10.0.0.0/8"}}) == "10.0.0.0/8"
	network_policy.shown(_anywhere) == "namespaceSelector *"
	network_policy.shown(_web) == "podSelector app=web"
}
