# METADATA
# title: What a chart's version brings
# description: Where another version of a chart renders other objects, says which kinds of them, beyond the labels of the version.
# related_resources:
#   - ref: https://helm.sh/docs/topics/charts/#charts-and-versioning
# scope: package
# custom:
#   id: CHG-028
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: change
#   kinds: ["*/*"]
#   reads: []
#   needs: [rendered]
#   facts: [chart]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.chart_version

# Told once, where the first of the objects that differ is.
findings contains finding if {
	chart := input.facts.chart
	some item in input.changes
	item.address == chart.first
	versions := _versions(chart)
	count(versions) > 0
	finding := {
		"messageId": "brings",
		"subject": "",
		"path": [],
		"arguments": {"chart": chart.name, "versions": versions, "kinds": [_kind(each) | some each in chart.differing]},
	}
}

_versions(chart) := [concat("", [before.name, " ", before.version, " → ", after.version]) |
	some before in chart.before
	some after in chart.after
	after.name == before.name
	after.version != before.version
]

_kind(each) := concat(" ", [json.marshal(each.count), each.kind])
