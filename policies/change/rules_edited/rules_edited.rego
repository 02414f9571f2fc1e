# METADATA
# title: Rules about rules
# description: A change of the configuration, the policies, the waivers or CODEOWNERS, and a comment that silences a rule, is approved by who owns the rules.
# scope: package
# custom:
#   id: CHG-023
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   messageEnforcement:
#     suppression_of_nothing: {production: advise, elsewhere: advise}
#     suppression_not_allowed: {production: advise, elsewhere: advise}
#     suppression_never: {production: advise, elsewhere: advise}
#     suppression_without_reason: {production: advise, elsewhere: advise}
#     suppression_without_rule: {production: advise, elsewhere: advise}
#     suppression_of_unknown_rule: {production: advise, elsewhere: advise}
#     suppression_rendered: {production: advise, elsewhere: advise}
#     suppression_unattached: {production: advise, elsewhere: advise}
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

# Comments and annotations that ask to ignore a rule are found while reading; those of the base are told, too, so that
# only what is new counts.
findings contains finding if {
	some diagnostic in input.diagnostics
	diagnostic.kind == "suppression"
	finding := {
		"messageId": diagnostic.messageId,
		"subject": diagnostic.id,
		"path": [],
		"arguments": diagnostic.arguments,
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
