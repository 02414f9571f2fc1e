# METADATA
# title: Where statements of IAM are said
# description: |
#   A policy whose text is a data source of the same root stands there twice. Findings about its statements are about
#   the data source, which is what a person edits.
# scope: package
package lib.iam_place

# said lists {resource, statement} for policies and documents, both lists of {resource, statements} in which only those
# statements are left that a rule is about. A document counts where a policy has its statements.
said(policies, documents) := array.concat(
	[{"resource": policy.resource, "statement": statement} |
		written := [text(document.statements) | some document in documents]
		some policy in policies
		not text(policy.statements) in written
		some statement in policy.statements
	],
	[{"resource": document.resource, "statement": statement} |
		used := [text(policy.statements) | some policy in policies]
		some document in documents
		text(document.statements) in used
		some statement in document.statements
	],
)

# text is equal for statements that say the same, however they are written.
text(statements) := concat("\n", sort([line |
	some statement in statements
	line := json.marshal([
		statement.allow, sort(statement.actions), sort(statement.not_actions), sort(statement.resources),
		sort(statement.not_resources), sort(statement.principals), sort(statement.not_principals),
		sort([[condition.test, condition.variable, sort(condition.values)] | some condition in statement.conditions]),
	])
]))
