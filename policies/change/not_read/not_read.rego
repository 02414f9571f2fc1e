# METADATA
# title: Everything is read
# description: Nothing that the change touches is left unread by a limit, an unsupported feature or a failure.
# scope: package
# custom:
#   id: CHG-025
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
package change.not_read

# What went wrong, and where, is found out while reading; this rule gives it its weight.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind in {"not-read"}
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
	}
}
