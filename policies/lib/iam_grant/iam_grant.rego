# METADATA
# title: What a statement of IAM amounts to
# description: Whether a statement, as data.lib.iam lists them, gives everything, to everybody, or only under a condition.
# scope: package
package lib.iam_grant

# for_an_identity holds for a statement that says what its holder may do, not who may use the thing that it stands on.
for_an_identity(statement) if {
	count(statement.principals) + count(statement.not_principals) == 0
	not "principals" in statement.unknown
}

# every_action holds where nothing that AWS can do is left out.
every_action(statement) if {
	some action in statement.actions
	is_every_action(action)
}

is_every_action(action) if regex.match(`^\*+(:\*+)?$`, action)

every_resource(statement) if {
	some resource in statement.resources
	is_every_resource(resource)
}

is_every_resource(resource) if regex.match(`^\*+$`, resource)

is_every_resource(resource) if regex.match(`^arn:\*+(:\*+)*$`, resource)

# doubts lists the arguments that would have to be known to tell whether a statement administrates: its actions where
# it is about everything, its resources where it allows everything.
doubts(statement) := [name |
	statement.allow
	for_an_identity(statement)
	some name in _deciding(statement)
	name in statement.unknown
]

_deciding(statement) := ["actions"] if {
	not every_action(statement)
	_every_resource_or_unknown(statement)
}

_deciding(statement) := ["resources"] if {
	every_action(statement)
	not every_resource(statement)
}

_deciding(statement) := [] if {
	every_action(statement)
	every_resource(statement)
}

_deciding(statement) := [] if {
	not every_action(statement)
	not _every_resource_or_unknown(statement)
}

_every_resource_or_unknown(statement) if every_resource(statement)

_every_resource_or_unknown(statement) if "resources" in statement.unknown

# administrates holds for a statement that allows everything on everything: an administrator of the account.
administrates(statement) if {
	statement.allow
	for_an_identity(statement)
	every_action(statement)
	every_resource(statement)
}

administrates(statement) if {
	statement.allow
	for_an_identity(statement)
	count(statement.not_actions) > 0
	not "not_actions" in statement.unknown
	every_resource(statement)
	not "iam:*" in statement.not_actions
}

# everybody holds for a statement whose principal is whoever has an AWS account, or has none.
everybody(statement) if {
	some principal in statement.principals
	principal.id == "*"
	principal.type in {"*", "AWS"}
}

everybody(statement) if count(statement.not_principals) > 0

# restricted holds where a condition ties a statement for everybody to known networks, accounts or principals.
restricted(statement) if {
	some condition in statement.conditions
	condition.variable in _restricting
	regex.match(`^(foranyvalue:)?(string(equals|like|equalsignorecase)|arn(equals|like)|ipaddress)$`, condition.test)
	count(condition.values) > 0
	not _anything(condition.values)
}

# What AWS itself accepts when it decides whether a bucket is public.
_restricting := {
	"aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
	"aws:username", "aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", "aws:sourceorgid", "aws:sourceip",
	"aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "s3:dataaccesspointaccount",
	"s3:dataaccesspointarn", "aws:vpceaccount", "aws:vpceorgid", "kms:calleraccount",
}

_anything(values) if {
	some entry in values
	entry in {"*", "0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"}
}

# administrator_arn holds for the policy of AWS that allows everything, in whichever partition.
administrator_arn(arn) if regex.match(`^arn:aws[a-z-]*:iam::aws:policy/AdministratorAccess$`, arn)
