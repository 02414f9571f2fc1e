# METADATA
# title: Datadog knows the team
# description: What watches a tenant carries the tag of its team, and tells its own people.
# related_resources:
#   - ref: https://docs.datadoghq.com/getting_started/tagging/
#   - ref: https://docs.datadoghq.com/monitors/notify/
#   - ref: https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor
# scope: package
# custom:
#   id: TEN-024
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds:
#     - datadog_monitor
#     - datadog_service_level_objective
#     - datadog_synthetics_test
#     - datadog_dashboard
#     - datadoghq.com/DatadogMonitor
#     - datadoghq.com/DatadogSLO
#     - provider.datadog
#   reads: ["datadog_monitor:/tags"]
#   needs: [file, registry]
#   facts: [tenants]
#   parameters:
#     targets:
#       description: "Patterns of the handles (`@slack-payments-*`) at which each tenant hears; without one, the name of the tenant or of its team in a handle tells."
#       type: object
#       additionalProperties: {type: array, items: {type: string}}
#       default: null
#   supersedes: []
#   peers: []
#   tags: [datadog]
package tenancy.datadog_team

import data.lib.alert
import data.lib.ownership
import data.lib.parameter
import data.lib.party
import data.lib.setting
import data.lib.value

findings contains finding if {
	some resource in _resources
	resource.type != "datadog_dashboard"
	count(_teams(resource)) == 0
	not value.partly_unknown(resource, _tags(resource))
	not _tagged_by_provider
	finding := object.union(_finding("untagged", resource, _tags(resource), {}), _fix(resource))
}

findings contains finding if {
	some resource in _resources
	not ownership.steward(party.of(resource))
	some team in _teams(resource)
	foreign := ownership.called(team.name)
	ownership.foreign(foreign, party.of(resource))
	finding := _finding("foreign", resource, team.path, {"team": team.name, "foreign": ownership.named(foreign)})
}

# Others may hear as well, as long as the tenant's own people do.
findings contains finding if {
	some resource in _resources
	not ownership.steward(party.of(resource))
	some told in alert.alerts(resource)
	count(told.told) > 0
	not _filled_in(resource, told.toldPath)
	not _heard(told.told, party.of(resource))
	_elsewhere(told.told, party.of(resource))
	finding := _finding("elsewhere", resource, told.toldPath, {"targets": concat(", ", told.told)})
}

findings contains finding if {
	some resource in _resources
	resource.type != "datadog_dashboard"
	value.unknown(resource, _tags(resource))
	finding := object.union(_finding("unknown", resource, _tags(resource), {}), {"kind": "open"})
}

_finding(message, resource, path, arguments) := {
	"messageId": message,
	"subject": resource.id,
	"path": path,
	"arguments": object.union({"address": resource.address, "owner": ownership.named(party.of(resource))}, arguments),
}

_resources := [resource |
	ownership.registered
	some resource in input.resources
	resource.type in _types
	count(party.of(resource)) > 0
]

_types := [
	"datadog_monitor", "datadog_service_level_objective", "datadog_synthetics_test", "datadog_dashboard",
	"datadoghq.com/DatadogMonitor", "datadoghq.com/DatadogSLO",
]

_tags(resource) := ["spec", "tags"] if contains(resource.type, "/")

_tags(resource) := ["tags"] if not contains(resource.type, "/")

_teams(resource) := [{"name": substring(tag, 5, -1), "path": array.concat(_tags(resource), [index])} |
	some index, tag in value.get_or(resource, _tags(resource), [])
	is_string(tag)
	startswith(tag, "team:")
]

_tagged_by_provider if {
	some provider in input.resources
	provider.type == "provider.datadog"
	some block in setting.list(value.get_or(provider, ["default_tags"], []))
	object.get(block, ["tags", "team"], "") != ""
}

# A provider whose tags cannot be told may set one.
_tagged_by_provider if {
	some provider in input.resources
	provider.type == "provider.datadog"
	value.partly_unknown(provider, ["default_tags"])
}

_heard(handles, tenants) if {
	some handle in handles
	some tenant in tenants
	_belongs(handle, tenant)
}

# Somebody else's, or not among those at which the tenant is said to hear. Whoever looks after everything may hear too.
_elsewhere(handles, tenants) if {
	some tenant in tenants
	count(_targets(tenant)) > 0
	count(handles) > 0
}

_elsewhere(handles, tenants) if {
	some handle in handles
	some tenant, _ in input.facts.tenants
	ownership.foreign([tenant], tenants)
	not ownership.steward([tenant])
	_belongs(handle, tenant)
}

_belongs(handle, tenant) if {
	some pattern in _targets(tenant)
	glob.match(pattern, null, handle)
}

_belongs(handle, tenant) if {
	count(_targets(tenant)) == 0
	some name in ownership.names(tenant)
	contains(_words(handle), _words(name))
}

_targets(tenant) := patterns if {
	patterns := parameter.value("TEN-024", "targets")[tenant]
} else := []

# Whole words: `@slack-orders-alerts` is for orders, `@slack-reorders` is not.
_words(text) := concat("", ["-", concat("-", [word[0] | some word in regex.find_all_string_submatch_n(`[a-z0-9]+`, lower(text), -1)]), "-"])

# Datadog fills in a part of the handle when it speaks.
_filled_in(resource, path) if regex.match(`@[A-Za-z0-9_.-]*\{\{`, value.get(resource, path))

# Where tenant and team have one name, there is one thing to write.
_fix(resource) := {"fix": {"op": "add", "path": _tags(resource), "value": [concat("", ["team:", name])]}} if {
	value.absent(resource, _tags(resource))
	[tenant] := party.of(resource)
	[name] := [name | some name in ownership.names(tenant)]
} else := {}
