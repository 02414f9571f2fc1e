# METADATA
# title: Pipelines hold no standing keys
# description: A pipeline asks for its rights when it runs (OpenID Connect), and is not an administrator of a cluster; it keeps no key of a cloud or a cluster.
# related_resources:
#   - ref: https://docs.github.com/en/actions/concepts/security/openid-connect
#   - ref: https://circleci.com/docs/openid-connect-tokens/
# scope: package
# custom:
#   id: SEC-053
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [github_workflow, github_action, circleci_config, core/ConfigMap, eksctl.io/ClusterConfig, aws_eks_access_policy_association]
#   reads: []
#   needs: [file]
#   parameters:
#     roles:
#       description: A regular expression (RE2) over names of roles and people that are pipelines.
#       type: string
#       default: '(?i)(?:^|[^a-z])(?:github|gitlab|circleci|jenkins|buildkite|ci|cd|cicd|pipelines?|runners?|deploy(?:er|ment)?s?|actions)(?:[^a-z]|$)'
#   supersedes: []
#   peers: ["zizmor (part)"]
#   tags: []
package security.pipeline_standing_access

import data.lib.parameter
import data.lib.value

# A secret of GitHub with the name of a key.
findings contains finding if {
	some resource in input.resources
	resource.type in {"github_workflow", "github_action"}
	some path, names in _secrets(resource)
	some message, shape in _names
	found := sort([name | some name in names; regex.match(shape, name)])
	count(found) > 0
	not _temporary(resource, path)
	finding := _finding(message, resource, path, {"names": concat(", ", found)})
}

# A secret of any name in an input that takes a key.
findings contains finding if {
	some resource in input.resources
	resource.type in {"github_workflow", "github_action"}
	some path, names in _secrets(resource)
	some message, inputs in _inputs
	path[count(path) - 1] in inputs
	path[count(path) - 2] == "with"
	every shape in _names {
		every name in names {
			not regex.match(shape, name)
		}
	}
	not _temporary(resource, path)
	finding := _finding(message, resource, path, {"names": concat(", ", sort(names))})
}

# CircleCI keeps its keys in contexts and in the project: they are variables of the environment.
findings contains finding if {
	some resource in input.resources
	resource.type == "circleci_config"
	walk(resource.object, [path, text])
	is_string(text)
	contains(text, "$")
	some message, shape in _variables
	found := sort({match[1] | some match in regex.find_all_string_submatch_n(shape, text, -1)})
	count(found) > 0
	finding := _finding(message, resource, path, {"names": concat(", ", found)})
}

# Orbs are told which variable holds the key.
findings contains finding if {
	some resource in input.resources
	resource.type == "circleci_config"
	walk(resource.object, [path, text])
	is_string(text)
	regex.match(`^aws[-_]secret[-_]access[-_]key$`, path[count(path) - 1])
	finding := _finding("cloud_key", resource, path, {"names": text})
}

findings contains finding if {
	some resource in input.resources
	some mapping in _mappings(resource)
	"system:masters" in mapping.groups
	_is_pipeline(mapping.names)
	finding := _finding("administrator", resource, mapping.path, {"name": mapping.names[0]})
}

findings contains finding if {
	some resource in input.resources
	resource.type == "aws_eks_access_policy_association"
	endswith(value.get(resource, ["policy_arn"]), "/AmazonEKSClusterAdminPolicy")
	name := value.get(resource, ["principal_arn"])
	_is_pipeline([name])
	finding := _finding("administrator", resource, ["policy_arn"], {"name": name})
}

_names := {
	"cloud_key": concat("", [
		`(?i)^(?:\w+_)?(?:AWS_SECRET(?:_ACCESS)?_KEY|GOOGLE_(?:APPLICATION_)?CREDENTIALS|GOOGLE_SERVICE_ACCOUNT_KEY|GCP_(?:SA|SERVICE_ACCOUNT)_(?:KEY|JSON)`,
		`|GCP_CREDENTIALS|GCLOUD_(?:SERVICE_|AUTH_)?KEY|GKE_(?:SA_)?KEY|AZURE_CREDENTIALS|(?:AZURE|ARM)_CLIENT_SECRET)(?:_\w+)?$`,
	]),
	"cluster_key": `(?i)^(?:\w+_)?(?:KUBE_?CONFIG|(?:KUBE|K8S|KUBERNETES)_TOKEN)(?:_\w+)?$`,
}

_inputs := {
	"cloud_key": {"aws-secret-access-key", "credentials_json", "service_account_key", "creds"},
	"cluster_key": {"kubeconfig", "kube-config", "k8s-secret"},
}

_variables := {
	"cloud_key": `\$\{?((?:[A-Z0-9]+_)*(?:AWS_SECRET_ACCESS_KEY|GCLOUD_SERVICE_KEY|GCP_SERVICE_KEY|GOOGLE_CREDENTIALS|GOOGLE_APPLICATION_CREDENTIALS_JSON|ARM_CLIENT_SECRET|AZURE_CLIENT_SECRET|AZURE_SP_PASSWORD)(?:_[A-Z0-9]+)*)\b`,
	"cluster_key": `\$\{?((?:[A-Z0-9]+_)*(?:KUBE_?CONFIG_(?:DATA|B64|BASE64|CONTENT|JSON|YAML)|KUBE_TOKEN|K8S_TOKEN)(?:_[A-Z0-9]+)*)\b`,
}

# _secrets has the names of the secrets that each text of a workflow is given.
_secrets(resource) := {path: names |
	walk(resource.object, [path, text])
	is_string(text)
	contains(text, "secrets")
	names := {match[1] |
		some match in regex.find_all_string_submatch_n(`\bsecrets(?:\.|\[')([A-Za-z_][A-Za-z0-9_]*)`, text, -1)
	}
	count(names) > 0
}

# With a session token beside it a key ends by itself.
_temporary(resource, path) if {
	some key, _ in object.get(resource.object, array.slice(path, 0, count(path) - 1), {})
	regex.match(`(?i)^aws[-_]session[-_]token$`, key)
}

_mappings(resource) := array.concat(_aws_auth(resource), _eksctl(resource))

_aws_auth(resource) := [mapping |
	resource.type == "core/ConfigMap"
	resource.object.metadata.name == "aws-auth"
	some list in ["mapRoles", "mapUsers"]
	some index, item in resource.object.data[list]
	mapping := _mapping(item, ["data", list, index])
]

_eksctl(resource) := [mapping |
	resource.type == "eksctl.io/ClusterConfig"
	some index, item in resource.object.iamIdentityMappings
	mapping := _mapping(item, ["iamIdentityMappings", index])
]

_mapping(item, path) := {
	"path": array.concat(path, ["groups"]),
	"groups": item.groups,
	"names": [name | some key in ["rolearn", "userarn", "arn", "username"]; name := item[key]; is_string(name)],
}

_is_pipeline(names) if {
	some name in names
	parts := split(name, ":")
	regex.match(parameter.value("SEC-053", "roles"), parts[count(parts) - 1])
}

_finding(message, resource, path, arguments) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": arguments,
	"measure": "1",
}
