package tenancy.datadog_team_test

import data.tenancy.datadog_team

_tenants := {
	"payments": {"teams": ["acme/payments"], "steward": false},
	"orders": {"teams": ["acme/orders-core"], "steward": false},
	"platform": {"teams": ["acme/sre"], "steward": true},
}

_monitor(owner, content) := {
	"id": "m",
	"address": "datadog_monitor.m",
	"type": "datadog_monitor",
	"object": object.union({"message": ""}, content),
	"unknown": {},
	"owner": [],
	"pathOwner": owner,
}

_all(resources, tenants, targets) := found if {
	found := datadog_team.findings with input as {"resources": resources, "facts": {"tenants": tenants}}
		with data.parameters as {"TEN-024": {"targets": targets}}
}

_found(content) := {[finding.messageId, finding.path] | some finding in _all([_monitor(["payments"], content)], _tenants, null)}

test_a_missing_tag_is_found if {
	_found({}) == {["untagged", ["tags"]]}
	_found({"tags": ["service:api", "teams:payments"]}) == {["untagged", ["tags"]]}
	_found({"tags": ["service:api", "team:payments"]}) == set()
}

test_a_missing_tag_can_be_written_down if {
	{finding.fix.value | some finding in _all([_monitor(["payments"], {})], _tenants, null)} == {["team:payments"]}
	{finding | some finding in _all([_monitor(["orders"], {})], _tenants, null); finding.fix} == set()
}

test_the_tag_of_the_provider_counts if {
	provider := {"id": "p", "type": "provider.datadog", "object": {"default_tags": [{"tags": {"team": "payments"}}]}, "unknown": {}, "owner": [], "pathOwner": []}
	_all([_monitor(["payments"], {}), provider], _tenants, null) == set()
	empty := json.remove(provider, ["object/default_tags"])
	count(_all([_monitor(["payments"], {}), empty], _tenants, null)) == 1
}

test_the_tag_of_another_tenant_is_found if {
	_found({"tags": ["team:orders"]}) == {["foreign", ["tags", 0]]}
	_found({"tags": ["team:orders-core"]}) == {["foreign", ["tags", 0]]}
	_found({"tags": ["team:unheard-of"]}) == set()
}

_message(text) := {"tags": ["team:payments"], "message": text}

test_telling_only_others_is_found if {
	_found(_message("broken @slack-orders-alerts")) == {["elsewhere", ["message"]]}
	_found(_message("broken @pagerduty-Orders_Core")) == {["elsewhere", ["message"]]}
}

test_telling_own_people_is_quiet if {
	_found(_message("broken @slack-payments-alerts @slack-orders-alerts")) == set()
	_found(_message("broken @slack-reorders")) == set()
	_found(_message("broken @slack-sre @webhook-platform")) == set()
	_found(_message("broken")) == set()
	_found(_message("broken @slack-orders-{{region.name}}")) == set()
}

_told(text) := {finding.messageId |
	targets := {"payments": ["@slack-pay-*"], "orders": ["@opsgenie-o"]}
	some finding in _all([_monitor(["payments"], _message(text))], _tenants, targets)
}

test_targets_can_be_named if {
	_told("broken @slack-pay-night") == set()
	_told("broken @slack-somebody") == {"elsewhere"}
	_told("broken @opsgenie-o") == {"elsewhere"}
}

test_the_platform_watches_others if {
	monitor := _monitor(["platform"], {"tags": ["team:orders"], "message": "broken @slack-orders"})
	_all([monitor], _tenants, null) == set()
}

test_without_a_registry_or_an_owner_it_is_silent if {
	_all([_monitor(["payments"], {})], {}, null) == set()
	_all([_monitor([], {})], _tenants, null) == set()
}

test_a_monitor_of_kubernetes_is_read if {
	content := {"metadata": {"name": "m"}, "spec": {"tags": ["team:orders"], "message": "@slack-orders"}}
	monitor := object.union(_monitor(["payments"], {}), {"type": "datadoghq.com/DatadogMonitor", "object": content})
	{[finding.messageId, finding.path] | some finding in _all([monitor], _tenants, null)} == {
		["foreign", ["spec", "tags", 0]],
		["elsewhere", ["spec", "message"]],
	}
}

test_dashboards_need_no_tag if {
	dashboard := object.union(_monitor(["payments"], {}), {"type": "datadog_dashboard"})
	_all([dashboard], _tenants, null) == set()
}

test_unknown_tags_are_open if {
	monitor := object.union(_monitor(["payments"], {}), {"unknown": {"/tags": true}})
	{finding.kind | some finding in _all([monitor], _tenants, null)} == {"open"}
}
