# METADATA
# title: API version is served
# description: The API version of every object is served by the Kubernetes version of its cluster and by the next one, and is not deprecated.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
#   - ref: https://kubernetes.io/docs/reference/using-api/deprecation-policy/
# scope: package
# custom:
#   id: VAL-003
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   messageEnforcement:
#     removed_next: {production: advise, elsewhere: advise}
#     removed_next_for_good: {production: advise, elsewhere: advise}
#     deprecated: {production: advise, elsewhere: advise}
#     deprecated_for_good: {production: advise, elsewhere: advise}
#     custom_deprecated: {production: advise, elsewhere: advise}
#     released_custom_deprecated: {production: advise, elsewhere: advise}
#     released_not_served: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: ["*/*"]
#   reads: []
#   needs: [rendered]
#   facts: [apiAges]
#   parameters: {}
#   supersedes: []
#   peers: [pluto, kubent]
#   tags: []
package validity.api_version_current

findings contains finding if {
	some resource in input.resources
	age := input.facts.apiAges[resource.id]
	finding := object.union(
		{
			"messageId": age.messageId,
			"subject": resource.id,
			"path": ["apiVersion"],
			"arguments": age.arguments,
		},
		_fix(age),
	)
}

_fix(age) := {"fix": age.fix}

_fix(age) := {} if not age.fix
