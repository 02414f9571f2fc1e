# METADATA
# title: How the grants of IAM policies change
# description: Compares the statements of two sides, as data.lib.iam lists them, and tells what is allowed beyond before.
# scope: package
package lib.iam_change

import data.lib.iam_grant

# wildcards lists the statements that allow, by a wildcard, what nothing allowed before: {path, action, resource}.
wildcards(before, after) := [{"path": atom.path, "action": atom.action, "resource": atom.resource} |
	old := _atoms(before)
	texts := {json.marshal(object.remove(atom, ["path"])) | some atom in old}
	some atom in _atoms(after)
	_wild(atom)
	not json.marshal(object.remove(atom, ["path"])) in texts
	not _allowed_before(atom, old)
	not _actions_unknown(before)
]

# exceptions lists the statements that allow everything but something, and are new.
exceptions(before, after) := [statement |
	some statement in after
	statement.allow
	iam_grant.for_an_identity(statement)
	count(statement.not_actions) + count(statement.not_resources) > 0
	not _excepted_before(statement, before)
]

# Before, less was left out, on as much, under the same conditions or weaker ones.
_excepted_before(statement, before) if {
	some old in before
	old.allow
	_all_covered(old.not_actions, statement.not_actions)
	_all_covered(old.not_resources, statement.not_resources)
	_all_covered(statement.actions, old.actions)
	_all_covered(statement.resources, old.resources)
	_conditions_within(statement.conditions, old.conditions)
	_same_shape(statement, old)
	count([name | some name in ["actions", "resources"]; name in statement.unknown; not name in old.unknown]) == 0
}

# What names its actions or resources is within one that names them, or leaves some out.
_same_shape(statement, old) if {
	min([count(statement.not_actions), 1]) == min([count(old.not_actions), 1])
	min([count(statement.not_resources), 1]) == min([count(old.not_resources), 1])
}

_all_covered(texts, patterns) if {
	every text in texts {
		some pattern in patterns
		covers(pattern, text)
	}
}

# passed lists the statements that let a role be handed to a service, where that was not allowed before.
passed(before, after) := [{"path": atom.path, "action": atom.action, "resource": atom.resource} |
	old := _atoms(before)
	some atom in _atoms(after)
	atom.action in {"iam:passrole", "iam:pass*"}
	not _allowed_before(atom, old)
	not _actions_unknown(before)
]

# trusted lists who may take a role now and could not before, or only under conditions that are gone.
trusted(before, after) := [{"path": statement.path, "principal": principal.id} |
	some statement in after
	statement.allow
	some principal in statement.principals
	not _trusted_before(principal, statement, before)
	not _resolved(before, after)
]

# lifted lists denials of before that are gone.
lifted(before, after) := [statement |
	some statement in before
	not statement.allow
	iam_grant.for_an_identity(statement)
	not _denied(statement, after)
]

_atoms(statements) := [{"path": statement.path, "action": action, "resource": resource, "conditions": statement.conditions} |
	some statement in statements
	statement.allow
	iam_grant.for_an_identity(statement)
	some action in statement.actions
	some resource in _resources(statement)
]

# A resource that is only known later is not "*"; what is allowed on it still counts.
_resources(statement) := array.concat(statement.resources, ["(known after apply)"]) if "resources" in statement.unknown

_resources(statement) := statement.resources if not "resources" in statement.unknown

_wild(atom) if _wild_action(atom.action)

_wild(atom) if {
	wide(atom.resource)
	not looks_only(atom.action)
}

# Every action of a service, or every one of a kind that writes.
_wild_action(action) if {
	contains(action, "*")
	not regex.match(`^[a-z0-9-]+:(get|list|describe|batchget|lookup|search|query|view|head|scan|select)[a-z]*\*?[a-z]*$`, action)
}

# wide holds for every resource there is, and for every one of a type. The first part of an S3 name is the bucket, so a
# bucket with everything in it is one thing.
wide(resource) if iam_grant.is_every_resource(resource)

wide(resource) if {
	regex.match(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-zA-Z0-9-]+[/:])?\*+$`, resource)
	not regex.match(`^arn:[^:]*:(s3|execute-api|apigateway):[^:]*:[^:]*:[^*]`, resource)
}

# looks_only holds for actions that tell what exists, and for services whose actions know no resource, so that "*" is
# the only thing that can be written.
looks_only(action) if regex.match(`^[a-z0-9-]+:(list|describe|lookup|search)`, action)

looks_only(action) if {
	regex.match(`^[a-z0-9-]+:(get|batchget|query|head|scan|select)`, action)
	not split(action, ":")[0] in _data_services
}

looks_only(action) if split(action, ":")[0] in _services_without_resources

looks_only(action) if action in {"cloudwatch:putmetricdata", "kms:generaterandom", "sts:decodeauthorizationmessage"}

_data_services := {"s3", "dynamodb", "secretsmanager", "ssm", "kinesis", "athena", "rds-data", "redshift-data"}

_services_without_resources := {
	"ce", "comprehend", "ec2messages", "polly", "pricing", "rekognition", "ssmmessages", "tag", "textract",
	"transcribe", "translate", "xray",
}

# A wildcard over actions is as old as the pattern; one over resources has to be held against both.
_allowed_before(atom, atoms) if {
	_wild_action(atom.action)
	not wide(atom.resource)
	some old in atoms
	covers(old.action, atom.action)
	_conditions_within(atom.conditions, old.conditions)
}

_allowed_before(atom, atoms) if {
	some old in atoms
	covers(old.action, atom.action)
	covers(old.resource, atom.resource)
	_conditions_within(atom.conditions, old.conditions)
}

# What was unknown before may have allowed anything.
_actions_unknown(before) if {
	some old in before
	old.allow
	"actions" in old.unknown
}

_trusted_before(principal, statement, before) if {
	some old in before
	old.allow
	some known in old.principals
	known.type in {principal.type, "*"}
	_canonical(known.id) in {_canonical(principal.id), "*"}
	_conditions_within(statement.conditions, old.conditions)
}

# An account and its root are one principal in two ways of writing.
_canonical(id) := split(id, ":")[4] if regex.match(`^arn:[^:]*:iam::[0-9]{12}:root$`, id)

_canonical(id) := id if not regex.match(`^arn:[^:]*:iam::[0-9]{12}:root$`, id)

# A principal that was unknown before, and is known now, may be the same one.
_resolved(before, after) if {
	count(_unknown_principals(before)) > count(_unknown_principals(after))
}

_unknown_principals(statements) := [statement |
	some statement in statements
	statement.allow
	"principals" in statement.unknown
]

# doubts lists where somebody or something unknown is allowed now, and nothing unknown was before: {path, name}.
doubts(before, after) := [{"path": statement.path, "name": name} |
	some name in ["actions", "principals"]
	count([old | some old in before; old.allow; name in old.unknown]) == 0
	some statement in after
	statement.allow
	name in statement.unknown
]

# The conditions of before still hold, with the same values or fewer.
_conditions_within(conditions, old) if {
	every wanted in old {
		some condition in conditions
		condition.test == wanted.test
		condition.variable == wanted.variable
		every entry in condition.values {
			entry in wanted.values
		}
	}
}

_denied(statement, after) if {
	text := _denial_text(statement)
	some other in after
	not other.allow
	_denial_text(other) == text
}

# A denial of more, on the same resources or on all of them, is none that is gone.
_denied(statement, after) if {
	count(statement.actions) > 0
	every action in statement.actions {
		every resource in statement.resources {
			_denies(action, resource, statement.conditions, after)
		}
	}
}

_denies(action, resource, conditions, after) if {
	some other in after
	not other.allow
	some pattern in other.actions
	covers(pattern, action)
	some wider in other.resources
	covers(wider, resource)
	_same_conditions(other.conditions, conditions)
}

_same_conditions(conditions, _) if conditions == []

_same_conditions(conditions, old) if conditions == old

_denial_text(statement) := json.marshal([
	sort(statement.actions), sort(statement.not_actions),
	sort(statement.resources), sort(statement.not_resources), statement.conditions,
])

# covers holds where a pattern of IAM (* and ?) matches everything that another one matches.
covers(pattern, text) if pattern == text

covers(pattern, _) if iam_grant.is_every_resource(pattern)

covers(pattern, text) if {
	pattern != text
	regex.match(`[*?]`, pattern)
	regex.match(_expression(pattern), text)
}

_expression(pattern) := concat("", ["^", strings.replace_n(_escapes, pattern), "$"])

_escapes := {
	"*": ".*", "?": "[^*]", ".": `\.`, "+": `\+`, "(": `\(`, ")": `\)`, "[": `\[`, "]": `\]`,
	"{": `\{`, "}": `\}`, "^": `\^`, "$": `\$`, "|": `\|`, `\`: `\\`,
}
