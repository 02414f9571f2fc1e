# METADATA
# title: Audit trail and flow logs on
# description: A CloudTrail trail records every region and can be checked, and a network that a root makes logs its traffic.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# scope: package
# custom:
#   id: SEC-046
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: root
#   kinds: [aws_cloudtrail, aws_vpc, aws_flow_log]
#   reads: ["aws_cloudtrail:/enable_logging", "aws_cloudtrail:/is_multi_region_trail", "aws_cloudtrail:/enable_log_file_validation"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_67, CKV_AWS_36, CKV2_AWS_11]
#   tags: []
package security.audit_trail

import data.lib.setting
import data.lib.value

findings contains finding if {
	some trail in _trails
	setting.off(value.get(trail, ["enable_logging"]))
	finding := object.union(_finding("stopped", trail, ["enable_logging"]), {"fix": {"op": "replace", "path": ["enable_logging"], "value": true}})
}

findings contains finding if {
	some trail in _trails
	some asked in _asked(trail)
	value.absent(trail, asked.path)
	finding := object.union(_finding(asked.message, trail, asked.path), {"fix": {"op": "add", "path": asked.path, "value": true}})
}

findings contains finding if {
	some trail in _trails
	some asked in _asked(trail)
	setting.off(value.get(trail, asked.path))
	finding := object.union(_finding(asked.message, trail, asked.path), {"fix": {"op": "replace", "path": asked.path, "value": true}})
}

findings contains finding if {
	some network in input.resources
	network.type == "aws_vpc"
	object.get(network, ["environment", "ephemeral"], false) == false
	not _logged(network)
	finding := _finding("no_flow_log", network, [])
}

findings contains finding if {
	some trail in _trails
	some path in array.concat([["enable_logging"]], [asked.path | some asked in _asked(trail)])
	value.unknown(trail, path)
	finding := object.union(_finding("unknown", trail, path), {"kind": "open"})
}

_finding(message, resource, path) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": {"log": resource.address},
}

_trails := [resource | some resource in input.resources; resource.type == "aws_cloudtrail"]

_asked(trail) := [{"message": "unchecked", "path": ["enable_log_file_validation"]}] if _partial(trail)

_asked(trail) := [
	{"message": "unchecked", "path": ["enable_log_file_validation"]},
	{"message": "one_region", "path": ["is_multi_region_trail"]},
] if {
	not _partial(trail)
}

# A trail for the events of some data need not cover every region, and one beside a trail that does need not either.
_partial(trail) if not value.absent(trail, ["advanced_event_selector"])

_partial(trail) if setting.off(value.get(trail, ["event_selector", 0, "include_management_events"]))

_partial(trail) if {
	some other in _trails
	other.id != trail.id
	setting.on(value.get(other, ["is_multi_region_trail"]))
}

_logs := [resource | some resource in input.resources; resource.type == "aws_flow_log"]

# Which network a log is of is not known before the network is made.
_logged(_) if {
	some log in _logs
	value.unknown(log, ["vpc_id"])
}

_logged(network) if {
	some log in _logs
	contains(network.address, ":")
	split(log.address, ":")[0] == split(network.address, ":")[0]
}
