# METADATA
# title: No secrets in environment variables
# description: No environment variable holds a secret in plain text where a reference to a Secret, an ExternalSecret, SSM or Secrets Manager belongs.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
#   - ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
# scope: package
# custom:
#   id: SEC-054
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [workload, aws_ecs_task_definition]
#   reads: []
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0109]
#   tags: []
package security.secret_in_environment

import data.lib.ecs
import data.lib.pod_security
import data.lib.secret

findings contains finding if {
	some container in pod_security.containers
	count(container.resource.sensitive) > 0
	some index, variable in container.values.env
	secret.credential(variable.value)
	path := array.concat(container.path, ["env", index, "value"])
	finding := {
		"messageId": "literal",
		"subject": container.resource.id,
		"path": path,
		"arguments": object.union(container.arguments, {"name": variable.value["$secret"].reference}),
		"evidence": secret.evidence(path, [variable.value]),
	}
}

findings contains finding if {
	some container in ecs.containers
	some index, variable in container.values.environment
	secret.credential(variable.value)
	path := ecs.place_within(container, ["environment", index, "value"])
	finding := {
		"messageId": "task",
		"subject": container.resource.id,
		"path": path,
		"arguments": {"workload": container.workload, "names": variable.value["$secret"].reference},
		"evidence": secret.evidence(path, [variable.value]),
	}
}
