# METADATA
# title: Providers and backends stay in the tenant's accounts
# description: A Terraform folder of a tenant works with the accounts of that tenant, and keeps its state in them.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids-1
#   - ref: https://developer.hashicorp.com/terraform/language/backend/s3
# scope: package
# custom:
#   id: TEN-006
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: ["provider.*", terraform]
#   reads:
#     - "provider.*:/allowed_account_ids/*"
#     - "provider.*:/assume_role/*/role_arn"
#     - "terraform:/backend/*/role_arn"
#   needs: [file, registry]
#   facts: [accountOwners, tenants]
#   parameters:
#     sharedAccounts:
#       description: Accounts that everybody may use, such as the one that keeps all states or all DNS zones.
#       type: array
#       items: {type: string}
#       default: []
#   supersedes: []
#   peers: []
#   tags: [terraform]
package tenancy.account_listed

import data.lib.open
import data.lib.ownership
import data.lib.parameter
import data.lib.setting
import data.lib.value

findings contains finding if {
	some named in _named
	owner := object.get(input.facts.accountOwners, named.account, [])
	not _is_ours(owner, named)
	message := _message(owner, named)
	finding := {
		"messageId": message,
		"subject": named.resource.id,
		"path": named.path,
		"arguments": {
			"what": named.resource.address,
			"account": named.account,
			"owner": ownership.named(owner),
			"tenant": ownership.named(named.resource.pathOwner),
		},
	}
}

_is_ours(owner, named) if {
	count(owner) > 0
	not ownership.foreign(owner, named.resource.pathOwner)
}

_is_ours(_, named) if named.account in parameter.value("TEN-006", "sharedAccounts")

_message(owner, _) := "foreign" if count(owner) > 0

_message([], named) := "unlisted" if ownership.lists(named.resource.pathOwner, "accounts")

findings contains finding if {
	some resource in _resources
	ownership.lists(resource.pathOwner, "accounts")
	not _pinned(resource)
	paths := [path |
		some pattern in _patterns(resource)
		some path in open.paths(resource, pattern)
	]
	count(paths) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": paths[0],
		"arguments": {"what": resource.address, "tenant": ownership.named(resource.pathOwner)},
	}
}

# A provider that knows its accounts refuses every other, whatever role it takes.
_pinned(resource) if {
	count(setting.list(value.get(resource, ["allowed_account_ids"]))) > 0
	not value.partly_unknown(resource, ["allowed_account_ids"])
}

_named := [{"resource": resource, "path": path, "account": account} |
	some resource in _resources
	some path in _paths(resource)
	account := _account(value.get(resource, path))
]

_resources := [resource |
	ownership.registered
	some resource in input.resources
	_is_read(resource)
	count(resource.pathOwner) > 0
	not ownership.steward(resource.pathOwner)
]

_is_read(resource) if startswith(resource.type, "provider.")

_is_read(resource) if resource.type == "terraform"

_patterns(resource) := [
	["allowed_account_ids", "#"],
	["assume_role", "#", "role_arn"],
	["assume_role_with_web_identity", "#", "role_arn"],
] if {
	startswith(resource.type, "provider.")
}

_patterns(resource) := [
	["backend", "#", "role_arn"],
	["backend", "#", "assume_role", "role_arn"],
	["backend", "#", "kms_key_id"],
	["backend", "#", "allowed_account_ids", "#"],
] if {
	resource.type == "terraform"
}

_paths(resource) := array.concat(
	[["allowed_account_ids", index] | some index, _ in setting.list(value.get(resource, ["allowed_account_ids"]))],
	[[block, index, "role_arn"] |
		some block in ["assume_role", "assume_role_with_web_identity"]
		some index, _ in value.get(resource, [block])
	],
) if {
	startswith(resource.type, "provider.")
}

_paths(resource) := [path |
	some index, backend in value.get(resource, ["backend"])
	some path in array.concat(
		[["backend", index, "role_arn"], ["backend", index, "assume_role", "role_arn"], ["backend", index, "kms_key_id"]],
		[["backend", index, "allowed_account_ids", n] | some n, _ in setting.list(object.get(backend, "allowed_account_ids", []))],
	)
] if {
	resource.type == "terraform"
}

_account(written) := json.marshal(written) if is_number(written)

_account(written) := written if {
	is_string(written)
	regex.match(`^[0-9]{12}$`, written)
}

_account(written) := parts[4] if {
	is_string(written)
	parts := split(written, ":")
	count(parts) >= 6
	regex.match(`^[0-9]{12}$`, parts[4])
}
