# METADATA
# title: Workflows do not run what strangers write
# description: |
#   A workflow that has secrets or a token which may write does not run the code of a pull request's head, and no text
#   that anybody may write becomes a part of a script.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks
#   - ref: https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
# scope: package
# custom:
#   id: SEC-049
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [github_workflow, github_action]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_GHA_2, "zizmor dangerous-triggers, template-injection"]
#   tags: []
package security.workflow_untrusted

import data.lib.pipeline
import data.lib.untrusted_code
import data.lib.untrusted_text

# The code of the head is checked out, and a later step of the job runs it.
findings contains finding if {
	some checkout in untrusted_code.checkouts
	runs := [step |
		some step in pipeline.steps
		step.resource.id == checkout.resource.id
		step.name == checkout.name
		step.index >= checkout.index
		untrusted_code.runs_code(step, checkout)
	]
	count(runs) > 0
	finding := {
		"messageId": "head_code",
		"subject": checkout.resource.id,
		"path": checkout.place,
		"arguments": {"job": checkout.name, "event": checkout.event},
		"evidence": [checkout.place],
	}
}

# What is written into ${{ … }} is put into the script before the shell reads it.
findings contains finding if {
	some script in untrusted_text.scripts
	not untrusted_code.for_own_people(script)
	some expression in {found | some found in pipeline.expressions(script.text)}
	source := untrusted_text.source(script, expression)
	written := concat("", ["${{", expression, "}}"])
	finding := {
		"messageId": "injection",
		"subject": script.resource.id,
		"path": array.concat(script.path, [pipeline.line(script.text, written)]),
		"arguments": {"expression": source, "job": script.name},
		"evidence": [script.path],
		"measure": json.marshal(count(split(script.text, written)) - 1),
	}
}
