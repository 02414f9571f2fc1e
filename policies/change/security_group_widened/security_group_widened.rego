# METADATA
# title: Security group not widened
# description: A change does not let more addresses in, or open more ports to them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# scope: package
# custom:
#   id: CHG-017
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds: [security_group]
#   reads:
#     - "aws_security_group:/ingress/*/cidr_blocks"
#     - "aws_security_group:/ingress/*/from_port"
#     - "aws_security_group_rule:/cidr_blocks"
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.security_group_widened

import data.lib.change
import data.lib.security_group

findings contains finding if {
	some item in _widening
	before := _before(item)
	known := {_text(rule) | some rule in before}
	some rule in security_group.ingress(item.after)
	not _text(rule) in known
	block := [block | some block in rule.blocks; _new(rule, block, before)][0]
	finding := {
		"messageId": "widened",
		"subject": item.id,
		"path": block.path,
		"evidence": rule.evidence,
		"arguments": {"group": item.address, "cidr": block.cidr, "ports": security_group.ports(rule), "protocol": rule.protocol},
	}
}

findings contains finding if {
	some item in _widening
	change.edits(item)
	some rule in security_group.ingress(item.after)
	doubt := [path | some path in _doubts(rule); change.became_unknown(item, path)][0]
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": doubt,
		"arguments": {"group": item.address},
	}
}

_widening := [item |
	some item in input.changes
	_touches(item)
]

_touches(item) if change.edits(item)

# A rule of its own that is added widens the group that it belongs to, unless the group is new as well.
_touches(item) if {
	item.action == "create"
	item.type in {"aws_security_group_rule", "aws_vpc_security_group_ingress_rule"}
	count(_new_groups) == 0
}

_new_groups := [item |
	some item in input.changes
	item.action == "create"
	item.type == "aws_security_group"
]

_before(item) := security_group.ingress(item.before) if change.edits(item)

_before(item) := [] if not change.edits(item)

# A rule of which something is unknown is not compared, and neither is one with something that was unknown before.
_new(rule, block, before) if {
	_readable(rule)
	not security_group.contained(rule, block.cidr, before)
	count([other | some other in before; not _readable(other)]) == 0
}

_readable(rule) if {
	rule.protocol == "all"
	count(rule.unknown_blocks) == 0
}

_readable(rule) if {
	rule.protocol != "all"
	security_group.ports_known(rule)
	count(rule.unknown_blocks) == 0
}

_doubts(rule) := array.concat(rule.unknown_blocks, [
	array.concat(rule.path, ["from_port"]),
	array.concat(rule.path, ["to_port"]),
	rule.protocol_path,
])

# Most rules stay as they are, and are not held against every other one.
_text(rule) := json.marshal([rule.protocol, rule.from, rule.to, [block.cidr | some block in rule.blocks]])
