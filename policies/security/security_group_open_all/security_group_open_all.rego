# METADATA
# title: Not every port open to the world
# description: No security group lets the whole internet reach every port.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# scope: package
# custom:
#   id: SEC-035
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [security_group]
#   reads:
#     - "aws_security_group:/ingress/*/cidr_blocks"
#     - "aws_security_group:/ingress/*/protocol"
#     - "aws_security_group_rule:/cidr_blocks"
#     - "aws_security_group_rule:/protocol"
#     - "aws_vpc_security_group_ingress_rule:/cidr_ipv4"
#     - "aws_vpc_security_group_ingress_rule:/ip_protocol"
#   needs: [file]
#   parameters: {}
#   supersedes: [CHG-017]
#   peers: [CKV_AWS_277]
#   tags: []
package security.security_group_open_all

import data.lib.security_group
import data.lib.value

findings contains finding if {
	some opening in _openings
	security_group.every_port(opening.rule)
	block := security_group.world(opening.rule)[0]
	finding := {
		"messageId": "open",
		"subject": opening.group.id,
		"path": block.path,
		"evidence": opening.rule.evidence,
		"arguments": {"group": opening.group.address, "cidr": block.cidr},
	}
}

findings contains finding if {
	some opening in _openings
	doubt := _doubt(opening)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": opening.group.id,
		"path": doubt,
		"arguments": {"group": opening.group.address},
	}
}

_openings := [{"group": group, "rule": rule} |
	some group in input.resources
	some rule in security_group.ingress(group)
]

_doubt(opening) := opening.rule.unknown_blocks[0] if {
	security_group.every_port(opening.rule)
	count(security_group.world(opening.rule)) == 0
}

_doubt(opening) := opening.rule.protocol_path if {
	value.unknown(opening.group, opening.rule.protocol_path)
	count(security_group.world(opening.rule)) > 0
}
