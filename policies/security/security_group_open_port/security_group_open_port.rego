# METADATA
# title: Administration and database ports closed to the world
# description: No security group lets the whole internet reach a port that administers a machine or speaks to a database.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# scope: package
# custom:
#   id: SEC-034
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [security_group]
#   reads:
#     - "aws_security_group:/ingress/*/cidr_blocks"
#     - "aws_security_group:/ingress/*/from_port"
#     - "aws_security_group:/ingress/*/to_port"
#     - "aws_security_group_rule:/cidr_blocks"
#     - "aws_security_group_rule:/from_port"
#     - "aws_vpc_security_group_ingress_rule:/cidr_ipv4"
#   needs: [file]
#   parameters:
#     ports:
#       description: Ports that the internet has no business with.
#       type: array
#       items: {type: integer}
#       default: [22, 1433, 1521, 2375, 2379, 3306, 3389, 5432, 5439, 5900, 6379, 9042, 9200, 10250, 11211, 27017]
#   supersedes: [CHG-017]
#   peers: [CKV_AWS_24, CKV_AWS_25, AWS-0107]
#   tags: []
package security.security_group_open_port

import data.lib.parameter
import data.lib.security_group
import data.lib.value

findings contains finding if {
	some opening in _openings
	ports := _covered(opening.rule)
	count(ports) > 0
	block := security_group.world(opening.rule)[0]
	finding := {
		"messageId": "open",
		"subject": opening.group.id,
		"path": block.path,
		"evidence": opening.rule.evidence,
		"arguments": {"group": opening.group.address, "cidr": block.cidr, "ports": _text(ports)},
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
	not security_group.every_port(rule)
]

_covered(rule) := [port |
	some port in parameter.value("SEC-034", "ports")
	security_group.covers(rule, port)
]

# Whom a rule lets in matters only where it opens one of the ports.
_doubt(opening) := opening.rule.unknown_blocks[0] if {
	count(_covered(opening.rule)) > 0
	count(security_group.world(opening.rule)) == 0
}

# And which ports it opens matters only where it lets in everybody.
_doubt(opening) := array.concat(opening.rule.path, [name]) if {
	count(security_group.world(opening.rule)) > 0
	security_group.ports_unknown(opening.group, opening.rule)
	name := [name |
		some name in ["from_port", "to_port"]
		value.unknown(opening.group, array.concat(opening.rule.path, [name]))
	][0]
}

_text(ports) := concat(", ", [json.marshal(port) | some port in ports])
