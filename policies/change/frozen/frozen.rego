# METADATA
# title: No change in a frozen period
# description: While changes are frozen, what the period asks for is asked for each change of production.
# scope: package
# custom:
#   id: CHG-031
#   severity: high
#   enforcement: {production: confirm, elsewhere: "off"}
#   scope: change
#   kinds: ["**"]
#   reads: []
#   needs: [file]
#   facts: [freezes]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.frozen

findings contains finding if {
	some item in input.changes
	period := input.facts.freezes[0]
	finding := {
		"messageId": "frozen",
		"subject": item.id,
		"path": [],
		"arguments": {"name": period.name, "from": period.from, "to": period.to},
	}
}
