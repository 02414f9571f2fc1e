# METADATA
# title: File can be read
# description: A file that says to be YAML, HCL or JSON can be read as that.
# scope: package
# custom:
#   id: VAL-001
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: root
#   kinds: []
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package validity.syntax

# What went wrong, and where, is found out while reading; this rule gives it its weight.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind in {"syntax"}
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
	}
}
