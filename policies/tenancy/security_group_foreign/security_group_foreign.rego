# METADATA
# title: Security groups stay with their tenant
# description: No rule admits, and no root looks up, the security group of another tenant.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
# scope: package
# custom:
#   id: TEN-020
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [security_group, aws_vpc_security_group_egress_rule, data.aws_security_group, data.aws_security_groups]
#   reads: ["data.aws_security_group:/name"]
#   needs: [file, registry, plan]
#   facts: [accountOwners, tenants]
#   parameters:
#     groups:
#       description: "Whose group is whose: patterns over ids and names, and the tenants of each."
#       type: object
#       additionalProperties: {type: array, items: {type: string}}
#       default: null
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.security_group_foreign

import data.lib.aws_account
import data.lib.ownership
import data.lib.parameter
import data.lib.party
import data.lib.setting
import data.lib.value

# A rule that lets somebody in, or out, by the group that they are in.
findings contains finding if {
	some reference in _references
	owner := _group_owner(reference.group)
	ownership.foreign(owner, party.of(reference.resource))
	not ownership.steward(owner)
	finding := {
		"messageId": "referenced",
		"subject": reference.resource.id,
		"path": reference.path,
		"owners": owner,
		"arguments": _arguments(reference.resource, reference.group, owner),
	}
}

# A group that is looked up is put on something, or into a rule.
findings contains finding if {
	some lookup in _lookups
	named := [criterion | some criterion in _criteria(lookup); count(criterion.owner) > 0]
	foreign := [criterion | some criterion in named; ownership.foreign(criterion.owner, party.of(lookup))]
	count(foreign) > 0
	count(foreign) == count(named)
	not ownership.steward(foreign[0].owner)
	finding := {
		"messageId": "looked_up",
		"subject": lookup.id,
		"path": foreign[0].path,
		"evidence": [criterion.path | some criterion in foreign],
		"owners": foreign[0].owner,
		"arguments": _arguments(lookup, foreign[0].text, foreign[0].owner),
	}
}

findings contains finding if {
	some lookup in _lookups
	value.unknown(lookup, ["name"])
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": lookup.id,
		"path": ["name"],
		"arguments": {"address": lookup.address},
	}
}

_arguments(resource, group, owner) := {
	"address": resource.address,
	"owner": ownership.named(party.of(resource)),
	"group": group,
	"foreign": ownership.named(owner),
}

# The platform connects what others have.
_resources := [resource |
	ownership.registered
	some resource in input.resources
	contains(resource.type, "aws_")
	contains(resource.type, "security_group")
	count(party.of(resource)) > 0
	not ownership.steward(party.of(resource))
]

_lookups := [resource |
	some resource in _resources
	resource.type in {"data.aws_security_group", "data.aws_security_groups"}
]

_references := [{"resource": resource, "group": group, "path": path} |
	some resource in _resources
	some path in _group_paths(resource)
	group := value.get(resource, path)
	is_string(group)
]

_group_paths(resource) := [["source_security_group_id"]] if resource.type == "aws_security_group_rule"

_group_paths(resource) := [["referenced_security_group_id"]] if {
	resource.type in {"aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"}
}

# Calls of the well-known module are read with the name that the module gives the argument.
_group_paths(resource) := [path |
	some direction in ["ingress", "egress"]
	some rule, _ in value.get(resource, [direction])
	some path in array.concat(
		[[direction, rule, "source_security_group_id"]],
		[[direction, rule, "security_groups", index] |
			some index, _ in value.get(resource, [direction, rule, "security_groups"])
		],
	)
] if {
	resource.type in {"aws_security_group", "aws_default_security_group"}
}

# Of a group in another account its number stands before the id: `222222222222/sg-0a1b2c`.
_group_owner(group) := _listed(group) if count(_listed(group)) > 0

_group_owner(group) := owner if {
	count(_listed(group)) == 0
	owner := input.facts.accountOwners[aws_account.of(group)]
}

_listed(text) := sort({tenant |
	some pattern, tenants in parameter.value("TEN-020", "groups")
	glob.match(pattern, null, _last(text))
	some tenant in tenants
})

# The account before an id says nothing about which group it is.
_last(text) := parts[count(parts) - 1] if parts := split(text, "/")

# _criteria lists what a lookup asks for, and whose groups that means, [] where it says nothing.
_criteria(lookup) := array.concat(
	[{"path": [key], "text": text, "owner": _named_owner(text)} |
		some key in ["id", "name"]
		text := value.get(lookup, [key])
		is_string(text)
	],
	array.concat(
		[{"path": ["tags", key], "text": concat("=", [key, text]), "owner": _tag_owner(key, text)} |
			some key, text in value.get(lookup, ["tags"])
			is_string(text)
		],
		_filters(lookup),
	),
)

_filters(lookup) := [{"path": ["filter", index, "values", place], "text": text, "owner": _filter_owner(filter.name, text)} |
	some index, filter in value.get(lookup, ["filter"])
	is_string(filter.name)
	some place, text in setting.list(object.get(filter, "values", []))
	is_string(text)
]

_filter_owner(name, text) := _tag_owner(trim_prefix(name, "tag:"), text) if startswith(name, "tag:")

_filter_owner(name, text) := _named_owner(text) if name in {"group-id", "group-name"}

_filter_owner(name, _) := [] if {
	not startswith(name, "tag:")
	not name in {"group-id", "group-name"}
}

_tag_owner(key, text) := ownership.called(text) if regex.match(`(?i)(^|[:/._-])(team|team-?name|tenant|owner|squad)$`, key)

_tag_owner(key, text) := _named_owner(text) if lower(key) == "name"

_tag_owner(key, _) := [] if {
	not regex.match(`(?i)(^|[:/._-])(team|team-?name|tenant|owner|squad)$`, key)
	lower(key) != "name"
}

# A name begins with whose it is: `orders-database`.
_named_owner(text) := _listed(text) if count(_listed(text)) > 0

_named_owner(text) := sort([tenant |
	some tenant, _ in input.facts.tenants
	some name in ownership.names(tenant)
	startswith(concat("", [lower(text), "-"]), concat("", [name, "-"]))
]) if {
	count(_listed(text)) == 0
}
