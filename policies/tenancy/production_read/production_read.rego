# METADATA
# title: Production is read by production
# description: Nothing that is not production reads, subscribes to or restores from production, unless its producer agrees.
# related_resources:
#   - ref: https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html
# scope: package
# custom:
#   id: TEN-029
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: root
#   kinds:
#     - aws_sns_topic_subscription
#     - aws_lambda_event_source_mapping
#     - aws_pipes_pipe
#     - aws_db_instance
#     - aws_rds_cluster
#     - aws_docdb_cluster
#     - aws_neptune_cluster
#     - aws_redshift_cluster
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_db_snapshot_copy
#     - data.aws_s3_object
#     - data.aws_s3_bucket_object
#     - data.aws_ssm_parameter
#     - data.aws_secretsmanager_secret
#     - data.aws_secretsmanager_secret_version
#     - data.terraform_remote_state
#     - iam_identity_policy
#     - aws_s3_bucket
#     - aws_s3_bucket_policy
#     - aws_sns_topic
#     - aws_sns_topic_policy
#     - aws_sqs_queue
#     - aws_sqs_queue_policy
#     - data.aws_iam_policy_document
#     - networking.k8s.io/NetworkPolicy
#   reads: ["aws_db_instance:/snapshot_identifier"]
#   needs: [file]
#   facts: [accountOwners, accounts, namespaceEnvironments, namespaceOwners, references, remoteStates, rootEnvironment, selectedNamespaces, unknownReferences]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.production_read

import data.lib.aws_account
import data.lib.iam
import data.lib.iam_place
import data.lib.value
import data.lib.workload

# What something is made from, subscribed to, or looked up in.
findings contains finding if {
	some resource in _outside
	some source in _sources[resource.type]
	name := value.get(resource, source.path)
	_is_production(name)
	finding := _finding(source.message, resource, source.path, _producer(name), {"address": resource.address, "source": name})
}

# An ARN that nobody knows before it is applied, of what its author calls production.
findings contains finding if {
	some resource in _outside
	some source in _sources[resource.type]
	name := _called_production(resource, source.path)
	finding := _finding(source.message, resource, source.path, [], {"address": resource.address, "source": name})
}

findings contains finding if {
	some resource in _outside
	state := input.facts.remoteStates[resource.address]
	state.environment.production
	finding := object.union(
		_finding("state", resource, ["config"], state.owner, {"address": resource.address, "source": state.name}),
		{"evidence": [["backend"], ["config"]]},
	)
}

# What a policy lets its holder read.
findings contains finding if {
	some item in iam_place.said(_identity_policies, _identity_documents)
	source := _production_of(item.statement)[0]
	finding := _finding("policy", item.resource, item.statement.path, _producer(source), {
		"address": item.resource.address,
		"source": source,
	})
}

# What production lets in, and what it sends.
findings contains finding if {
	some item in iam_place.said(_shared_policies, _shared_documents)
	principal := _strangers(item.statement)[0]
	finding := _finding("admitted", item.resource, item.statement.path, [], {
		"address": item.resource.address,
		"principal": principal,
		"environment": input.facts.accounts[aws_account.of(principal)].environment.name,
	})
}

findings contains finding if {
	input.facts.rootEnvironment.production
	some resource in input.resources
	resource.type == "aws_sns_topic_subscription"
	endpoint := value.get(resource, ["endpoint"])
	environment := input.facts.references[endpoint]
	not environment.production
	finding := _finding("sent", resource, ["endpoint"], [], {
		"address": resource.address,
		"endpoint": endpoint,
		"environment": environment.name,
	})
}

findings contains finding if {
	some policy in _network_policies
	some direction in _directions(policy)
	some peer in _peers(policy, direction)
	reached := [namespace |
		some namespace in peer.namespaces
		namespace.environment.production == direction.production
		not regex.match(direction.otherwise, namespace.name)
	]
	count(reached) > 0
	finding := _finding(direction.message, policy, peer.path, _asked(policy, direction, reached), {
		"policy": workload.name(policy),
		"namespaces": concat(", ", array.slice([namespace.name | some namespace in reached], 0, 5)),
	})
}

# A replica that refers to another thing is one of the same root; a snapshot is looked up.
findings contains finding if {
	some resource in _outside
	some source in _sources[resource.type]
	source.path == ["snapshot_identifier"]
	value.unknown(resource, source.path)
	not _called_production(resource, source.path)
	finding := object.union(
		_finding("unknown", resource, source.path, [], {"address": resource.address}),
		{"kind": "open"},
	)
}

_finding(message, resource, path, owners, arguments) := object.union(
	{"messageId": message, "subject": resource.id, "path": path, "arguments": arguments},
	{"owners": owners | count(owners) > 0},
)

# Only what is known not to be production: what nothing is known about counts as production.
_outside := [resource |
	some resource in input.resources
	resource.environment.production == false
]

_is_production(name) if {
	is_string(name)
	input.facts.references[name].production
}

_called_production(resource, path) := reference.name if {
	reference := input.facts.unknownReferences[resource.address][value.pointer(path)]
	reference.environment.production
}

_producer(name) := owner if {
	owner := input.facts.accountOwners[aws_account.of(name)]
} else := []

_sources := object.union_n([
	{type: [{"message": "restored", "path": path} | some path in paths] |
		some type, paths in {
			"aws_db_instance": [["snapshot_identifier"], ["replicate_source_db"], ["restore_to_point_in_time", 0, "source_db_instance_identifier"]],
			"aws_rds_cluster": [["snapshot_identifier"], ["replication_source_identifier"], ["restore_to_point_in_time", 0, "source_cluster_identifier"]],
			"aws_docdb_cluster": [["snapshot_identifier"]],
			"aws_neptune_cluster": [["snapshot_identifier"], ["replication_source_identifier"]],
			"aws_redshift_cluster": [["snapshot_identifier"]],
			"aws_elasticache_cluster": [["snapshot_name"]],
			"aws_elasticache_replication_group": [["snapshot_name"]],
			"aws_db_snapshot_copy": [["source_db_snapshot_identifier"]],
		}
	},
	{
		"aws_sns_topic_subscription": [{"message": "subscribed", "path": ["topic_arn"]}],
		"aws_lambda_event_source_mapping": [{"message": "subscribed", "path": ["event_source_arn"]}],
		"aws_pipes_pipe": [{"message": "subscribed", "path": ["source"]}],
	},
	{type: [{"message": "looked_up", "path": [argument]}] |
		some type, argument in {
			"data.aws_s3_object": "bucket",
			"data.aws_s3_bucket_object": "bucket",
			"data.aws_ssm_parameter": "name",
			"data.aws_secretsmanager_secret": "name",
			"data.aws_secretsmanager_secret_version": "secret_id",
		}
	},
])

_identity_policies := [{"resource": resource, "statements": statements} |
	some resource in _outside
	some path in iam.grant_paths(resource)
	statements := [statement | some statement in iam.statements(resource, path); count(_production_of(statement)) > 0]
	count(statements) > 0
]

_identity_documents := [{"resource": resource, "statements": statements} |
	some resource in _outside
	resource.type == iam.document_type
	statements := [statement | some statement in iam.document_statements(resource); count(_production_of(statement)) > 0]
	count(statements) > 0
]

# _production_of lists what of production a statement lets its holder read.
_production_of(statement) := [name |
	statement.allow
	some action in statement.actions
	_reads(action)
	some name in statement.resources
	_is_production(name)
]

# Images, and who somebody is, are not the data of an environment.
_reads(action) if {
	regex.match(`^([a-z0-9-]+:)?(\*|(get|batchget|read|receive|query|scan|select|subscribe|download|restore|copy|consume|decrypt).*)$`, action)
	not regex.match(`^(ecr|ecr-public|codeartifact|sts|iam|cloudfront|acm|route53):`, action)
}

_shared_policies := [{"resource": resource, "statements": statements} |
	input.facts.rootEnvironment.production
	some resource in input.resources
	resource.type in {"aws_s3_bucket", "aws_s3_bucket_policy", "aws_sns_topic", "aws_sns_topic_policy", "aws_sqs_queue", "aws_sqs_queue_policy"}
	statements := [statement | some statement in iam.statements(resource, ["policy"]); count(_strangers(statement)) > 0]
	count(statements) > 0
]

_shared_documents := [{"resource": resource, "statements": statements} |
	input.facts.rootEnvironment.production
	some resource in input.resources
	resource.type == iam.document_type
	statements := [statement | some statement in iam.document_statements(resource); count(_strangers(statement)) > 0]
	count(statements) > 0
]

# _strangers lists whom a statement lets read from accounts that are not production.
_strangers(statement) := [principal.id |
	statement.allow
	some action in statement.actions
	_reads(action)
	some principal in statement.principals
	input.facts.accounts[aws_account.of(principal.id)].environment.production == false
]

_network_policies := [resource |
	some resource in input.resources
	resource.type == "networking.k8s.io/NetworkPolicy"
]

# From outside into production, seen from either side. Where a name contradicts what its labels say, the labels are the
# thing to mend.
_directions(policy) := array.concat(
	[{"field": "ingress", "peers": "from", "message": "ingress", "production": false, "otherwise": `(^|-)(prod|production|prd|live)$`} |
		input.facts.namespaceEnvironments[policy.namespace].production
	],
	[{"field": "egress", "peers": "to", "message": "egress", "production": true, "otherwise": `(^|-)(dev|development|test|stg|staging|preprod|uat|qa|sandbox|poc|preview)$`} |
		policy.environment.production == false
	],
)

_peers(policy, direction) := [{"path": array.concat(path, ["namespaceSelector"]), "namespaces": chosen.namespaces} |
	some rule, _ in value.get(policy, ["spec", direction.field])
	some index, peer in value.get(policy, ["spec", direction.field, rule, direction.peers])
	path := ["spec", direction.field, rule, direction.peers, index]
	some chosen in input.facts.selectedNamespaces
	chosen.selector == peer.namespaceSelector
]

_asked(policy, direction, _) := object.get(input.facts.namespaceOwners, policy.namespace, []) if direction.message == "ingress"

_asked(_, direction, reached) := sort({owner | some namespace in reached; some owner in namespace.owner}) if {
	direction.message == "egress"
}
