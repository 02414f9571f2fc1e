/** How a rule unit differs from test to test; `wordsMax` is a term of Rego. */
interface FewWords {
  readonly production: string;
  readonly elsewhere: string;
  readonly message?: string | undefined;
  readonly wordsMax: string;
}

/** A rule unit of an organisation, by path: a ConfigMap with more words than are expected. */
export function fewWords({ production, elsewhere, message = "too_many", wordsMax }: FewWords) {
  return {
    "rules/acme/few_words/few_words.rego": `# METADATA
# title: Few words
# description: A map holds few words.
# scope: package
# custom:
#   id: ACME-001
#   severity: low
#   enforcement: {production: ${production}, elsewhere: ${elsewhere}}
#   scope: resource
#   kinds: [core/ConfigMap]
#   reads: ["/data/*"]
#   needs: [file]
#   facts: []
#   parameters: {wordsMax: {type: integer, default: 1}}
#   supersedes: []
#   peers: []
#   tags: []
package acme.few_words

import data.lib.value

findings contains finding if {
	some resource in input.resources
	words := value.get(resource, ["data"])
	count(words) > ${wordsMax}
	finding := {
		"messageId": "${message}",
		"subject": resource.id,
		"path": ["data"],
		"arguments": {"count": count(words)},
	}
}
`,
    "rules/acme/few_words/README.md": `---
title: Few words
messages:
  too_many: "The map holds {count} words, and fewer are expected."
---
## Why
Words cost.

## Bad
Two words.

## Good
One word.

## Fix
Take some out.

## When to waive
Never.
`,
  };
}
