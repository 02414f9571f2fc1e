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

_from_json(written, path, unknown) := _from_keys(_keyed(written), path, unknown)

_from_keys(keyed, path, unknown) := {
	"path": path,
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
	"allow": lower(object.get(written, "effect", "Allow")) == "allow",
	"actions": _lowered(object.get(written, "actions", null)),
	"not_actions": _lowered(object.get(written, "not_actions", null)),
	"resources": _texts(object.get(written, "resources", null)),
	"not_resources": _texts(object.get(written, "not_resources", null)),
	"principals": _block_principals(object.get(written, "principals", null)),
	"not_principals": _block_principals(object.get(written, "not_principals", null)),
	"conditions": _block_conditions(object.get(written, "condition", null)),
	"unknown": [name | some name in _arguments; value.partly_unknown(item, ["statement", index, name])],
}

_arguments := ["actions", "not_actions", "resources", "not_resources", "principals", "condition", "effect"]

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
