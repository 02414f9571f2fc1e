# METADATA
# title: Object fits its schema
# description: Every object has the fields, types and values that the schema of its kind asks for, in the Kubernetes version of its cluster.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
#   - ref: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
# scope: package
# custom:
#   id: VAL-002
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   messageEnforcement:
#     later_field: {production: advise, elsewhere: advise}
#     later_kind: {production: advise, elsewhere: advise}
#     released_unknown_field: {production: advise, elsewhere: advise}
#     released_missing_field: {production: advise, elsewhere: advise}
#     released_value: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: ["*/*"]
#   reads: []
#   needs: [rendered]
#   facts: [schema]
#   parameters: {}
#   supersedes: []
#   peers: [kubeconform-strict]
#   tags: []
package validity.schema_fits

# What does not fit is found out by a validator of our own; this rule gives it its weight.
findings contains finding if {
	some resource in input.resources
	some problem in input.facts.schema[resource.id]
	_counts(resource, problem)
	finding := object.union(
		{
			"messageId": problem.messageId,
			"subject": resource.id,
			"path": problem.path,
			"arguments": problem.arguments,
		},
		_fix(problem),
	)
}

_fix(problem) := {"fix": problem.fix}

_fix(problem) := {} if not problem.fix

_counts(_, problem) if not problem.pattern

# A pattern of a pull request is matched here, in linear time; one that cannot be read counts for nothing.
_counts(resource, problem) if {
	regex.is_valid(problem.pattern)
	not regex.match(problem.pattern, object.get(resource.object, problem.path, ""))
}
