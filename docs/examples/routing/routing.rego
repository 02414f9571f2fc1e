# METADATA
# title: What acme sends to whom
# description: Rules about who is asked, which no rule about a single resource can say.
package sekisho.routing

# A database and the network of production at once: when it fails, nobody can tell which of the two it was.
reasons contains {
	"id": "database_and_network",
	"route": "review",
	"message": {
		"en": "This change touches a database and the network of production at once.",
		"ja": "この変更は、本番環境のデータベースとネットワークを同時に変更します。",
	},
	"wouldPass": {
		"en": "The database and the network in two pull requests.",
		"ja": "データベースとネットワークを別々にした pull request。",
	},
	"changes": [id | some id in (_databases | _network)],
} if {
	count(_databases) > 0
	count(_network) > 0
}

# Many alarms at once are a change of how the whole team is woken.
reasons contains {
	"id": "many_alarms",
	"route": "confirm",
	"message": {
		"en": sprintf("This change touches %d alarms at once.", [count(_alarms)]),
		"ja": sprintf("この変更は、一度に %d 件のアラームに及びます。", [count(_alarms)]),
	},
	"number": count(_alarms),
	"threshold": 5,
	"changes": [id | some id in _alarms],
} if {
	count(_alarms) > 5
}

# Whoever looks at a database in production, somebody who knows databases looks as well.
reviewers contains {"teams": ["acme/dba"], "changes": [id | some id in _databases]} if count(_databases) > 0

_databases := {change.id |
	some change in input.changes
	change.production
	regex.match(`^aws_(db|rds)_`, change.type)
}

_network := {change.id |
	some change in input.changes
	change.production
	regex.match(`^aws_(vpc|subnet|route|security_group|network_acl|lb)`, change.type)
}

_alarms := {change.id | some change in input.changes; change.type == "aws_cloudwatch_metric_alarm"}
