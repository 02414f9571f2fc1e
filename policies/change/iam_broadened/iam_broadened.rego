# METADATA
# title: IAM policy not broadened
# description: |
#   A change of an IAM policy adds no wildcard, no handing over of roles and nobody who may take a role, and lifts no
#   denial. What it adds by name on things that are named is listed and passes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# scope: package
# custom:
#   id: CHG-016
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: change
#   kinds: [iam_identity_policy, iam_attachment, data.aws_iam_policy_document]
#   reads: ["aws_iam_policy:/policy", "aws_iam_role:/assume_role_policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: [iam]
package change.iam_broadened

import data.lib.change
import data.lib.iam
import data.lib.iam_change
import data.lib.value

findings contains finding if {
	some pair in _pairs
	some said in _said(pair)
	not _said_by_document(pair, said)
	finding := {
		"messageId": said.message,
		"subject": pair.item.id,
		"path": said.path,
		"arguments": object.union({"policy": pair.item.address}, said.arguments),
	}
}

findings contains finding if {
	some item in input.changes
	some place in _full_access(item)
	finding := {
		"messageId": "full_access",
		"subject": item.id,
		"path": place.path,
		"arguments": {"policy": item.address, "arn": place.arn},
	}
}

findings contains finding if {
	some item in _edits
	some path in _doubts(item)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.id,
		"path": path,
		"arguments": {"policy": item.address},
	}
}

_edits := [item |
	some item in input.changes
	change.edits(item)
]

# _pairs are what is compared: grants and trust of resources, and statements of documents.
_pairs := array.concat(_text_pairs, _document_pairs)

_text_pairs := [{"item": item, "kind": "text", "before": before, "after": iam.statements(item.after, path)} |
	some item in _edits
	some path in _paths(item.after)
	before := _before(item, path)
]

_document_pairs := [{"item": item, "kind": "document", "before": before, "after": after} |
	some item in _edits
	before := iam.document_statements(item.before)
	after := iam.document_statements(item.after)
]

_paths(side) := array.concat(iam.grant_paths(side), _trust_paths(side))

_trust_paths(side) := [["assume_role_policy"]] if side.type == "aws_iam_role"

_trust_paths(side) := [] if side.type != "aws_iam_role"

# An inline policy that was not there before allowed nothing.
_before(item, path) := iam.statements(item.before, path)

_before(item, path) := [] if {
	path[0] == "inline_policy"
	value.absent(item.before, path)
}

# One finding for each kind of broadening at one place, about the first of them.
_said(pair) := [said |
	some found in [_wildcard(pair), _exception(pair), _pass_role(pair), _trust(pair), _lifted(pair)]
	count(found) > 0
	some path in {said.path | some said in found}
	said := [said | some said in found; said.path == path][0]
]

_wildcard(pair) := [{"message": "wildcard", "path": atom.path, "arguments": {"action": atom.action, "resource": atom.resource}} |
	some atom in iam_change.wildcards(pair.before, pair.after)
	not atom.action in {"iam:pass*", "iam:passrole"}
]

_exception(pair) := [{"message": "exception", "path": statement.path, "arguments": {}} |
	some statement in iam_change.exceptions(pair.before, pair.after)
]

_pass_role(pair) := [{"message": "pass_role", "path": atom.path, "arguments": {"resource": atom.resource}} |
	some atom in iam_change.passed(pair.before, pair.after)
]

_trust(pair) := [{"message": "trust", "path": trust.path, "arguments": {"principal": trust.principal}} |
	some trust in iam_change.trusted(_assumable(pair.before), _assumable(pair.after))
]

_lifted(pair) := [{"message": "denial_lifted", "path": path, "arguments": {"actions": concat(", ", array.concat(statement.actions, statement.not_actions))}} |
	some statement in iam_change.lifted(pair.before, pair.after)
	path := _lifted_path(pair, statement)
]

_lifted_path(pair, statement) := statement.path if pair.kind == "text"

# A block that is gone has no place in the document any more.
_lifted_path(pair, _) := [] if pair.kind == "document"

# Principals stand in the policies of buckets and queues too; they may take a role only through these actions.
_assumable(statements) := [statement |
	some statement in statements
	some action in statement.actions
	regex.match(`^(\*|sts:(\*|assumerole))`, action)
]

# Where a policy's text is a document of this root, the document says it.
_said_by_document(pair, said) if {
	pair.kind == "text"
	some other in _document_pairs
	some same in _said(other)
	same.message == said.message
	same.arguments == said.arguments
}

_full_access(item) := [{"path": ["policy_arn"], "arn": arn} |
	arn := value.get(item.after, ["policy_arn"])
	_broad_arn(arn)
	not _attached_before(item, arn)
] if {
	item.type in iam.attachment_types
	item.after != null
}

_full_access(item) := [{"path": ["managed_policy_arns", index], "arn": arn} |
	some index, arn in value.get(item.after, ["managed_policy_arns"])
	_broad_arn(arn)
	not arn in value.get_or(item.before, ["managed_policy_arns"], [])
] if {
	item.type == "aws_iam_role"
	change.edits(item)
}

_attached_before(item, arn) if {
	item.before != null
	value.get(item.before, ["policy_arn"]) == arn
}

# Policies of AWS that allow every action of a service on everything.
_broad_arn(arn) if regex.match(`^arn:aws[a-z-]*:iam::aws:policy/(.*/)?([A-Za-z0-9]*FullAccess|PowerUserAccess)$`, arn)

# What cannot be told: a text that is hidden, and somebody or something unknown that is new in it.
_doubts(item) := array.concat(
	[path |
		some path in _paths(item.after)
		_hidden(item, path)
	],
	[array.concat(doubt.path, [_keys[pair.kind][doubt.name]]) |
		some pair in _pairs
		pair.item.id == item.id
		some doubt in iam_change.doubts(pair.before, pair.after)
	],
)

_keys := {
	"text": {"actions": "Action", "principals": "Principal"},
	"document": {"actions": "actions", "principals": "principals"},
}

_hidden(item, path) if {
	count(iam.unreadable(item.after, path)) > 0
	count(iam.unreadable(item.before, path)) == 0
}

# The text could not be told before either; that nothing else differs says that it is what was edited.
_hidden(item, path) if {
	count(iam.unreadable(item.before, path)) > 0
	count(iam.unreadable(item.after, path)) > 0
	item.before.object == item.after.object
	item.before.unknown == item.after.unknown
}
