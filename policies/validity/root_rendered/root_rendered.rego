# METADATA
# title: Root can be computed
# description: Whatever is computed before it is applied (a chart, a kustomization, a Terraform root) can be computed.
# scope: package
# custom:
#   id: VAL-008
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: []
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package validity.root_rendered

# What went wrong, and where, is found out while reading; this rule gives it its weight.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind in {"not-rendered"}
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
	}
}
