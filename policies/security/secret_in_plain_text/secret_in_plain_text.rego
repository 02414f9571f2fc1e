# METADATA
# title: No secrets in plain text
# description: No credential stands in the repository, whatever holds it. Environment variables are the matter of SEC-054.
# related_resources:
#   - ref: https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning
# scope: package
# custom:
#   id: SEC-029
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: ["**"]
#   reads: []
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [KSV-0109, CKV_SECRET]
#   tags: []
package security.secret_in_plain_text

import data.lib.secret
import data.lib.workload

findings contains finding if {
	some resource in input.resources
	count(resource.sensitive) > 0
	not _stands_twice(resource)
	some place in secret.masked(resource)
	names := _credentials(resource, place)
	count(names) > 0
	finding := {
		"messageId": "credential",
		"subject": resource.id,
		"path": place.path,
		"arguments": {"resource": _name(resource), "names": concat(", ", names)},
		"evidence": secret.evidence(place.path, [item.marker | some item in place.found]),
	}
}

# A Secret in the repository is plain text, whatever its keys say; what keys show to be no secret is left out.
findings contains finding if {
	some resource in input.resources
	resource.type == "core/Secret"
	some place in secret.masked(resource)
	place.found[0].marker["$secret"].detector == "secret-data"
	key := place.path[count(place.path) - 1]
	_plain(lower(key))
	finding := {
		"messageId": "data",
		"subject": resource.id,
		"path": place.path,
		"arguments": {"resource": _name(resource), "key": key},
		"evidence": secret.evidence(place.path, [place.found[0].marker]),
	}
}

_credentials(resource, place) := [item.marker["$secret"].reference |
	some item in place.found
	secret.credential(item.marker)
	not _in_environment(resource, place.path, item.inner)
]

_in_environment(resource, path, _) if {
	workload.pod_paths[resource.type]
	["env", _, "value"] = array.slice(path, count(path) - 3, count(path))
}

_in_environment(resource, ["container_definitions", _, "environment", _, "value"], _) if {
	resource.type == "aws_ecs_task_definition"
}

_in_environment(resource, ["container_definitions"], [_, "environment", _, "value"]) if {
	resource.type == "aws_ecs_task_definition"
}

# Who and where, switches, public keys, and files whose text was searched.
_harmless := concat("", [
	`^(?:(?:.*[._-])?(?:user|username|name|host|hostname|port|path|file|type|class|mode|format|level|size|count|version`,
	`|region|bucket|alias|arn|date|ttl|length|enabled|timeout|namespace|project|database|db|email)|.*id|uri|.*url|.*arn`,
	`|.*name|.*endpoint|.*address|server|dbname|config|description|expiration|usage-.*|(?:enable|disable|force|skip|insecure).*|.*public.*|ca`,
	`|cert|.*\.(?:crt|cer|pub|ya?ml|json|conf|cfg|ini|toml|properties|xml|tmpl|tpl|sh|sql|txt|md|pem))$`,
])

# Terraform fills Secrets with what it knows of other resources, which is rarely secret.
_plain(key) if {
	not startswith(input.root.kind, "terraform")
	not regex.match(_harmless, key)
}

_plain(key) if regex.match(`(?:password|passwd|passphrase|secret|token)$`, key)

# Terraform's resource and the object that it makes are one; the object knows Kubernetes' own fields.
_stands_twice(resource) if regex.match(_makes_objects, resource.type)

# What a module call is read as has the arguments of the call.
_stands_twice(resource) if {
	endswith(resource.address, concat("", [":", resource.type]))
	not contains(resource.type, "/")
	some call in input.resources
	call.type == "module"
	startswith(resource.address, concat("", [call.address, ":"]))
}

# NGINX text of a ConfigMap or an Ingress stands in that object, too.
_stands_twice(resource) if {
	resource.type == "nginx_config"
	contains(resource.address, "#")
}

_makes_objects := concat("", [
	`^(?:kubectl_manifest|kubernetes_(?:manifest|cluster_role|cluster_role_binding|config_map|cron_job|daemonset|daemon_set`,
	`|deployment|horizontal_pod_autoscaler|ingress|job|limit_range|namespace|network_policy|persistent_volume`,
	`|persistent_volume_claim|pod|pod_disruption_budget|priority_class|replication_controller|resource_quota|role`,
	`|role_binding|secret|service|service_account|stateful_set|storage_class))(?:_v[0-9]+)?$`,
])

_name(resource) := workload.name(resource) if contains(resource.type, "/")

_name(resource) := resource.address if not contains(resource.type, "/")
