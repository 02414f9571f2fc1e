# METADATA
# title: Generated files are current
# description: What the configuration calls generated is what its chart or kustomization renders.
# scope: package
# custom:
#   id: VAL-009
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: []
#   reads: []
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package validity.generated_current

# Both sides are rendered and compared while reading; this rule gives the differences their weight.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind == "generated"
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
	}
}
