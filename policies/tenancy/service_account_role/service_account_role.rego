# METADATA
# title: Role for exactly one service account
# description: A role that a service account of Kubernetes may take names that account exactly, in a namespace of the owner of the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
# scope: package
# custom:
#   id: TEN-022
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: root
#   kinds: [aws_iam_role, data.aws_iam_policy_document, module]
#   reads: []
#   needs: [file, registry]
#   facts: [namespaceOwners, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.service_account_role

import data.lib.iam
import data.lib.ownership
import data.lib.party
import data.lib.setting
import data.lib.value

findings contains finding if {
	some subject in _subjects
	regex.match(`[*?]`, subject.name)
	subject.like
	finding := {
		"messageId": "wildcard",
		"subject": subject.resource.id,
		"path": subject.path,
		"arguments": {"role": subject.resource.address, "account": subject.name},
	}
}

findings contains finding if {
	ownership.registered
	some subject in _subjects
	not regex.match(`[*?]`, subject.name)
	[parts] := regex.find_all_string_submatch_n(`^system:serviceaccount:([a-z0-9-]+):[^:]+$`, subject.name, 1)
	owner := input.facts.namespaceOwners[parts[1]]
	ownership.foreign(owner, party.of(subject.resource))
	finding := {
		"messageId": "foreign",
		"subject": subject.resource.id,
		"path": subject.path,
		"arguments": {
			"role": subject.resource.address,
			"account": subject.name,
			"foreign": ownership.named(owner),
			"owner": ownership.named(party.of(subject.resource)),
		},
	}
}

# A cluster's own issuer without a subject: every service account of the cluster.
findings contains finding if {
	some item in _trusted
	item.statement.allow
	some principal in item.statement.principals
	regex.match(`:oidc-provider/oidc\.eks\.`, principal.id)
	not "condition" in item.statement.unknown
	not _names_a_subject(item.statement)
	finding := {
		"messageId": "nobody_named",
		"subject": item.resource.id,
		"path": item.statement.path,
		"arguments": {"role": item.resource.address},
	}
}

findings contains finding if {
	some item in _trusted
	item.resource.type == "aws_iam_role"
	item.statement.allow
	"condition" in item.statement.unknown
	count(_document_subjects) == 0
	not _another_issuer(item.statement)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": item.resource.id,
		"path": array.concat(item.statement.path, ["Condition"]),
		"arguments": {"role": item.resource.address},
	}
}

# GitHub and others have rules of their own.
_another_issuer(statement) if {
	some principal in statement.principals
	not contains(principal.id, "oidc.eks.")
}

_names_a_subject(statement) if {
	some condition in statement.conditions
	some text in condition.values
	is_string(text)
	startswith(text, "system:serviceaccount")
}

_names_a_subject(statement) if {
	some condition in statement.conditions
	endswith(condition.variable, ":sub")
}

_trusted := array.concat(
	[{"resource": resource, "statement": statement} |
		some resource in input.resources
		resource.type == "aws_iam_role"
		not _said_by_call(resource)
		some statement in iam.statements(resource, ["assume_role_policy"])
		_web_identity(statement)
	],
	[{"resource": resource, "statement": statement} |
		some resource in input.resources
		some statement in iam.document_statements(resource)
		_web_identity(statement)
	],
)

_web_identity(statement) if {
	some action in statement.actions
	action in {"sts:assumerolewithwebidentity", "sts:*", "*"}
}

_subjects := array.concat(_written_subjects, _module_subjects)

# What a document of this root says is said there, and not once more where its text is used.
_written_subjects := [subject |
	some item in _trusted
	item.statement.allow
	subject := _conditions(item)[_]
	not _said_by_document(item, subject.name)
]

_said_by_document(item, name) if {
	item.resource.type == "aws_iam_role"
	name in _document_subjects
}

_document_subjects := [text |
	some item in _trusted
	item.resource.type == iam.document_type
	some condition in item.statement.conditions
	some text in condition.values
	startswith(text, "system:serviceaccount:")
]

_conditions(item) := [{"resource": item.resource, "path": item.statement.path, "name": text, "like": contains(condition.test, "like")} |
	some condition in item.statement.conditions
	some text in condition.values
	is_string(text)
	startswith(text, "system:serviceaccount")
]

_module_subjects := [{"resource": call, "path": found.path, "name": found.name, "like": found.like} |
	some call in input.resources
	call.type == "module"
	some found in _arguments(call)
]

# The role that a call is read as says nothing that the call's own arguments do not say.
_said_by_call(resource) if {
	some subject in _module_subjects
	startswith(resource.address, concat("", [subject.resource.address, ":"]))
}

# iam-role-for-service-accounts-eks and iam-assumable-role-with-oidc.
_arguments(call) := array.concat(
	[{"path": path, "name": concat("", ["system:serviceaccount:", text]), "like": _tests_like(call)} |
		some key, _ in value.get_or(call, ["oidc_providers"], {})
		list := ["oidc_providers", key, "namespace_service_accounts"]
		some index, text in setting.list(value.get_or(call, list, []))
		is_string(text)
		path := array.concat(list, [index])
	],
	[{"path": [list, index], "name": text, "like": list == "oidc_subjects_with_wildcards"} |
		some list in ["oidc_fully_qualified_subjects", "oidc_subjects_with_wildcards"]
		some index, text in setting.list(value.get_or(call, [list], []))
		is_string(text)
	],
)

_tests_like(call) if value.get(call, ["assume_role_condition_test"]) == "StringLike"

else := false
