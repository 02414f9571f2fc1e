# METADATA
# title: Namespace says whose it is
# description: The labels of a Namespace name its owner and its environment.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
#   - ref: https://kubernetes.io/docs/concepts/security/multi-tenancy/
# scope: package
# custom:
#   id: TEN-005
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [core/Namespace]
#   reads: ["/metadata/labels"]
#   needs: [rendered]
#   facts: [namespaceOwners]
#   parameters:
#     owner:
#       description: Patterns of the keys that name the owner, as a label or an annotation; a pattern without a prefix means the key with any prefix.
#       type: array
#       items: {type: string}
#       default: [owner, owners, "owner-*", "*-owner", team, "team-*", "*-team", tenant, squad]
#     environment:
#       description: Patterns of the labels that name the environment.
#       type: array
#       items: {type: string}
#       default: [env, environment, "env-*", "environment-*", "*-env", "*-environment", stage, is-production]
#     exempt:
#       description: Patterns of namespaces that need neither.
#       type: array
#       items: {type: string}
#       default: ["kube-*", default]
#   supersedes: []
#   peers: [requiredlabels]
#   tags: []
package tenancy.namespace_labelled

import data.lib.parameter
import data.lib.value

findings contains finding if {
	some namespace in _namespaces
	not value.unknown(namespace, _labels)
	message := _message(namespace)
	finding := object.union(
		{
			"messageId": message,
			"subject": namespace.id,
			"path": _labels,
			"evidence": [_labels, ["metadata", "annotations"]],
			"arguments": object.union({"namespace": _name(namespace)}, _keys(message)),
		},
		_fix(namespace, message),
	)
}

findings contains finding if {
	some namespace in _namespaces
	value.unknown(namespace, _labels)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": namespace.id,
		"path": _labels,
		"arguments": {"namespace": _name(namespace)},
	}
}

_namespaces := [resource |
	some resource in input.resources
	resource.type == "core/Namespace"
	not _exempt(_name(resource))
]

# A Namespace that says nothing at all is one thing to mend.
_message(namespace) := _messages[missing] if {
	missing := [question | some question in ["owner", "environment"]; not _answered(namespace, question)]
}

_messages := {["owner"]: "owner", ["environment"]: "environment", ["owner", "environment"]: "neither"}

_keys(message) := {"keys": _examples(message)} if message != "neither"

_keys("neither") := {"owner": _examples("owner"), "environment": _examples("environment")}

# Three names are enough to know what is meant; patterns are no names.
_examples(question) := concat(", ", array.slice(array.concat(_plain(question), _patterns(question)), 0, 3))

_plain(question) := [key | some key in parameter.value("TEN-005", question); not contains(key, "*")]

_patterns(question) := [key | some key in parameter.value("TEN-005", question); contains(key, "*")]

_labels := ["metadata", "labels"]

_name(namespace) := object.get(namespace.object, ["metadata", "name"], "")

_exempt(name) if {
	some pattern in parameter.value("TEN-005", "exempt")
	glob.match(pattern, null, name)
}

_answered(namespace, question) if {
	some holder in _holders[question]
	some key, written in value.get(namespace, ["metadata", holder])
	_says(written)
	some pattern in parameter.value("TEN-005", question)
	_means(pattern, key)
}

# A value that is only known later is there as well.
_answered(namespace, question) if {
	some holder in _holders[question]
	some pointer, _ in namespace.unknown
	startswith(pointer, concat("", ["/metadata/", holder, "/"]))
	key := replace(substring(pointer, count(holder) + 11, -1), "~1", "/")
	some pattern in parameter.value("TEN-005", question)
	_means(pattern, key)
}

# Names of people and addresses fit into no label; nobody selects namespaces by them.
_holders := {"owner": ["labels", "annotations"], "environment": ["labels"]}

_says(written) if {
	written != null
	written != ""
}

_means(pattern, key) if glob.match(pattern, null, key)

_means(pattern, key) if {
	not contains(pattern, "/")
	parts := split(key, "/")
	glob.match(pattern, null, parts[count(parts) - 1])
}

# Where the estate has one key and the registry one owner, there is only one thing to write.
_fix(namespace, message) := {"fix": {"op": "add", "path": array.concat(_labels, [key]), "value": owner}} if {
	message == "owner"
	[key] := parameter.value("TEN-005", "owner")
	not regex.match(`[*?\[{]`, key)
	[owner] := input.facts.namespaceOwners[_name(namespace)]
} else := {}
