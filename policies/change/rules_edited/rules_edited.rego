# METADATA
# title: Rules about rules
# description: A change of the configuration, the policies, the waivers or CODEOWNERS is approved by who owns them.
# scope: package
# custom:
#   id: CHG-023
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: pull
#   kinds: []
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package change.rules_edited

findings contains finding if {
	some changed in input.pull.changedPaths
	_decides(changed)
	finding := {
		"messageId": _messages[changed.status],
		"subject": changed.path,
		"path": [],
		"arguments": {"path": changed.path},
	}
}

_messages := {"added": "added", "modified": "edited", "removed": "removed", "renamed": "renamed"}

_decides(changed) if _matches(changed.path)

# Moving such a file away ends what it said.
_decides(changed) if _matches(changed.previousPath)

_matches(path) if {
	some pattern in input.pull.policyPaths
	glob.match(pattern, ["/"], path)
}
