# METADATA
# title: Terraform names what exists
# description: Every variable, local, module input and output that is named is declared, and every module gets what it requires.
# scope: package
# custom:
#   id: VAL-007
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   scope: root
#   kinds: []
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package validity.terraform_references

# What went wrong, and where, is found out while reading; this rule gives it its weight.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind in {"undeclared", "missing-argument"}
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
	}
}
