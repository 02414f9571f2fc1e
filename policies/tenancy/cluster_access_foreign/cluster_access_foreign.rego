# METADATA
# title: Access to the cluster stays with its tenant
# description: No mapping from AWS makes an administrator of the whole cluster, or lets in an account of another tenant.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html
# scope: package
# custom:
#   id: TEN-021
#   severity: critical
#   enforcement: {production: block, elsewhere: block}
#   scope: resource
#   kinds: [cluster_access]
#   reads: ["core/ConfigMap:/data/mapRoles", "aws_eks_access_policy_association:/policy_arn", "aws_eks_access_entry:/kubernetes_groups"]
#   needs: [file, registry]
#   facts: [accountOwners, tenants]
#   parameters:
#     administrators:
#       description: Patterns of ARNs that may administrate a cluster.
#       type: array
#       items: {type: string}
#       default: []
#   supersedes: [CHG-015]
#   peers: [KSV-0123]
#   tags: []
package tenancy.cluster_access_foreign

import data.lib.aws_account
import data.lib.cluster_access
import data.lib.ownership
import data.lib.parameter
import data.lib.party
import data.lib.value

findings contains finding if {
	some resource in _resources
	some entry in cluster_access.entries(resource)
	some right in entry.rights
	cluster_access.administers(right)
	not _trusted(entry.principal)
	_looked_at(entry.principal)
	finding := {
		"messageId": "administrator",
		"subject": resource.id,
		"path": right.path,
		"evidence": [right.path, _principal_path(entry)],
		"arguments": {"map": resource.address, "principal": entry.principal, "right": right.name},
	}
}

findings contains finding if {
	ownership.registered
	some resource in _resources
	some entry in cluster_access.entries(resource)
	not _administers(entry)
	owner := input.facts.accountOwners[aws_account.of(entry.principal)]
	ownership.foreign(owner, party.of(resource))
	finding := {
		"messageId": "foreign",
		"subject": resource.id,
		"path": _principal_path(entry),
		"arguments": {
			"map": resource.address,
			"principal": entry.principal,
			"foreign": ownership.named(owner),
			"owner": ownership.named(party.of(resource)),
		},
	}
}

findings contains finding if {
	ownership.registered
	some resource in input.resources
	some path in _deciding(resource)
	value.unknown(resource, path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": path,
		"arguments": {"map": resource.address},
	}
}

_calls := [resource | some resource in input.resources; cluster_access.is_module(resource)]

_resources := [resource |
	some resource in input.resources
	not cluster_access.repeats(resource, _calls)
]

_deciding(resource) := [["policy_arn"]] if resource.type == "aws_eks_access_policy_association"

_deciding(resource) := [["kubernetes_groups"]] if resource.type == "aws_eks_access_entry"

_deciding(resource) := [list.path | some list in cluster_access.lists(resource)] if {
	not startswith(resource.type, "aws_eks_access_")
}

_administers(entry) if {
	some right in entry.rights
	cluster_access.administers(right)
}

_trusted(principal) if {
	some pattern in parameter.value("TEN-021", "administrators")
	glob.match(pattern, null, principal)
}

# Where nobody has said who owns what, some role has to administrate the cluster, and nobody can tell which one is meant
# to. Then only those are looked at who never should: people with keys of their own, whole accounts, and pipelines.
_looked_at(_) if ownership.registered

_looked_at(principal) if regex.match(`^(arn:[a-z-]+:iam::)?[0-9]{12}(:(root|user/.*))?$`, principal)

_looked_at(principal) if regex.match(_pipelines, principal)

_pipelines := `(?i):role/(?:.*[^a-z])?(?:github|gitlab|circleci|jenkins|buildkite|ci|cd|cicd|pipelines?|runners?|deploy(?:er|ment)?s?|actions)(?:[^a-z]|$)`

_principal_path(entry) := entry.path if count(entry.path) > 0

_principal_path(entry) := ["principal_arn"] if entry.path == []
