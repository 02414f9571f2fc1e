# METADATA
# title: What IAM policies say
# description: Statements of policy documents, as JSON text within an argument or as blocks of a data source.
# scope: package
# custom:
#   kinds:
#     iam_identity_policy:
#       - aws_iam_policy
#       - aws_iam_role_policy
#       - aws_iam_user_policy
#       - aws_iam_group_policy
#       - aws_iam_role
#     iam_attachment:
#       - aws_iam_role_policy_attachment
#       - aws_iam_user_policy_attachment
#       - aws_iam_group_policy_attachment
#       - aws_iam_policy_attachment
package lib.iam

import data.lib.setting
import data.lib.value

document_type := "data.aws_iam_policy_document"

attachment_types := {
	"aws_iam_role_policy_attachment",
	"aws_iam_user_policy_attachment",
	"aws_iam_group_policy_attachment",
	"aws_iam_policy_attachment",
}

# grant_paths lists where a resource keeps documents that say what its holder may do.
grant_paths(item) := [["policy"]] if {
	item.type in {"aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"}
}

grant_paths(item) := [["inline_policy", index, "policy"] |
	some index, _ in value.get_or(item, ["inline_policy"], [])
] if {
	item.type == "aws_iam_role"
}

# statements lists what the document at a path says. A document that is known as a whole is JSON text; one with unknown
# parts stands there as an object, with its parts in the mask. It is undefined where there is no document to read.
statements(item, path) := [_from_json(written, path, []) |
	some written in setting.list(_keyed(document).statement)
	is_object(written)
] if {
	text := value.get(item, path)
	is_string(text)
	document := json.unmarshal(text)
	is_object(document)
}

statements(item, path) := [_from_json(written, place, _unknown_parts(item, place)) |
	is_object(value.get(item, path))
	some place in _statement_paths(item, path)
	written := value.get_or(item, place, {})
	is_object(written)
] if {
	is_object(value.get(item, path))
}

_statement_paths(item, path) := [array.concat(list, [index]) | some index, _ in written] if {
	list := array.concat(path, ["Statement"])
	written := value.get(item, list)
	is_array(written)
}

_statement_paths(item, path) := [place] if {
	place := array.concat(path, ["Statement"])
	is_object(value.get(item, place))
}

_statement_paths(item, path) := [] if not value.known(item, array.concat(path, ["Statement"]))

# unreadable lists the unknown values that hide a document, or whole statements of it.
unreadable(item, path) := [path] if value.unknown(item, path)

unreadable(item, path) := [place |
	list := array.concat(path, ["Statement"])
	some place in array.concat([list], [array.concat(list, [index]) | some index, _ in value.get_or(item, list, [])])
	value.unknown(item, place)
] if {
	not value.unknown(item, path)
}

_parts := {
	"Action": "actions", "NotAction": "not_actions", "Resource": "resources", "NotResource": "not_resources",
	"Principal": "principals", "NotPrincipal": "principals", "Condition": "condition", "Effect": "effect",
}

_unknown_parts(item, place) := [name |
	some key, name in _parts
	value.partly_unknown(item, array.concat(place, [key]))
]

# Keys of policy documents are not case-sensitive.
_keyed(document) := {lower(key): found | some key, found in document}

_from_json(written, path, unknown) := statement if {
	keyed := _keyed(written)
	statement := {
		"path": path,
		"evidence": [path],
		"allow": lower(object.get(keyed, "effect", "")) == "allow",
		"actions": _lowered(object.get(keyed, "action", null)),
		"not_actions": _lowered(object.get(keyed, "notaction", null)),
		"resources": _texts(object.get(keyed, "resource", null)),
		"not_resources": _texts(object.get(keyed, "notresource", null)),
		"principals": _json_principals(object.get(keyed, "principal", null)),
		"not_principals": _json_principals(object.get(keyed, "notprincipal", null)),
		"conditions": _json_conditions(object.get(keyed, "condition", null)),
		"unknown": unknown,
	}
}

_lowered(written) := [lower(entry) |
	some entry in setting.list(written)
	is_string(entry)
]

_json_principals(written) := [{"type": "*", "id": written}] if is_string(written)

_json_principals(written) := [{"type": type, "id": id} |
	some type, ids in written
	some id in setting.list(ids)
	is_string(id)
] if {
	is_object(written)
}

_json_principals(written) := [] if {
	not is_string(written)
	not is_object(written)
}

_json_conditions(written) := [{"test": lower(test), "variable": lower(variable), "values": setting.list(values)} |
	is_object(written)
	some test, variables in written
	is_object(variables)
	some variable, values in variables
]

# document_statements lists the statement blocks of a data source. The elements of a list that are unknown are left
# out of it, and `unknown` names the arguments that have such.
document_statements(item) := [_from_block(item, index, written) |
	some index, written in value.get_or(item, ["statement"], [])
	is_object(written)
] if {
	item.type == document_type
}

_from_block(item, index, written) := {
	"path": ["statement", index],
	"evidence": [["statement", index]],
	"allow": lower(object.get(written, "effect", "Allow")) == "allow",
	"actions": _lowered(object.get(written, "actions", null)),
	"not_actions": _lowered(object.get(written, "not_actions", null)),
	"resources": _texts(object.get(written, "resources", null)),
	"not_resources": _texts(object.get(written, "not_resources", null)),
	"principals": _block_principals(object.get(written, "principals", null)),
	"not_principals": _block_principals(object.get(written, "not_principals", null)),
	"conditions": _block_conditions(object.get(written, "condition", null)),
	"unknown": [name |
		some name in ["actions", "not_actions", "resources", "not_resources", "principals", "condition", "effect"]
		value.partly_unknown(item, ["statement", index, name])
	],
}

_texts(written) := [entry |
	some entry in setting.list(written)
	is_string(entry)
]

_block_principals(written) := [{"type": object.get(block, "type", ""), "id": id} |
	some block in setting.list(written)
	is_object(block)
	some id in _texts(object.get(block, "identifiers", null))
]

_block_conditions(written) := [condition |
	some block in setting.list(written)
	is_object(block)
	condition := {
		"test": lower(object.get(block, "test", "")),
		"variable": lower(object.get(block, "variable", "")),
		"values": _texts(object.get(block, "values", null)),
	}
]

# for_an_identity holds for a statement that says what its holder may do, not who may use the thing that it stands on.
for_an_identity(statement) if {
	count(statement.principals) + count(statement.not_principals) == 0
	not "principals" in statement.unknown
}

# every_action holds where nothing that AWS can do is left out.
every_action(statement) if {
	some action in statement.actions
	is_every_action(action)
}

is_every_action(action) if regex.match(`^\*+(:\*+)?$`, action)

every_resource(statement) if {
	some resource in statement.resources
	is_every_resource(resource)
}

is_every_resource(resource) if regex.match(`^\*+$`, resource)

is_every_resource(resource) if regex.match(`^arn:\*+(:\*+)*$`, resource)

# doubts lists the arguments that would have to be known to tell whether a statement administrates: its actions where
# it is about everything, its resources where it allows everything.
doubts(statement) := [name |
	statement.allow
	for_an_identity(statement)
	some name in _deciding(statement)
	name in statement.unknown
]

_deciding(statement) := ["actions"] if {
	not every_action(statement)
	_every_resource_or_unknown(statement)
}

_deciding(statement) := ["resources"] if {
	every_action(statement)
	not every_resource(statement)
}

_deciding(statement) := [] if {
	every_action(statement)
	every_resource(statement)
}

_deciding(statement) := [] if {
	not every_action(statement)
	not _every_resource_or_unknown(statement)
}

_every_resource_or_unknown(statement) if every_resource(statement)

_every_resource_or_unknown(statement) if "resources" in statement.unknown

# administrates holds for a statement that allows everything on everything: an administrator of the account.
administrates(statement) if {
	statement.allow
	for_an_identity(statement)
	every_action(statement)
	every_resource(statement)
}

administrates(statement) if {
	statement.allow
	for_an_identity(statement)
	count(statement.not_actions) > 0
	not "not_actions" in statement.unknown
	every_resource(statement)
	not "iam:*" in statement.not_actions
}

# restricted holds where a condition ties a statement for everybody to known networks, accounts or principals.
restricted(statement) if {
	some condition in statement.conditions
	condition.variable in _restricting
	regex.match(`^(foranyvalue:)?(string(equals|like|equalsignorecase)|arn(equals|like)|ipaddress)$`, condition.test)
	count(condition.values) > 0
	not _anything(condition.values)
}

# What AWS itself accepts when it decides whether a bucket is public.
_restricting := {
	"aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
	"aws:username", "aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", "aws:sourceorgid", "aws:sourceip",
	"aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "s3:dataaccesspointaccount",
	"s3:dataaccesspointarn", "aws:vpceaccount", "aws:vpceorgid",
}

_anything(values) if {
	some entry in values
	entry in {"*", "0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"}
}

# administrator_arn holds for the policy of AWS that allows everything, in whichever partition.
administrator_arn(arn) if regex.match(`^arn:aws[a-z-]*:iam::aws:policy/AdministratorAccess$`, arn)
