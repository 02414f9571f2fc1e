package validity.api_version_current_test

import data.validity.api_version_current

_resource := {"id": "r", "type": "batch/CronJob", "object": {"apiVersion": "batch/v1beta1", "kind": "CronJob"}}

_findings(ages) := findings if {
	findings := api_version_current.findings with input as {"resources": [_resource], "facts": {"apiAges": ages}}
}

_age := {"messageId": "removed", "arguments": {"kind": "batch/v1beta1 CronJob"}}

_fix := {"op": "replace", "path": ["apiVersion"], "value": "batch/v1"}

test_an_old_version_is_found if {
	{[finding.messageId, finding.path] | some finding in _findings({"r": _age})} == {["removed", ["apiVersion"]]}
}

test_its_fix_is_passed_on if {
	some finding in _findings({"r": object.union(_age, {"fix": _fix})})
	finding.fix == _fix
}

test_another_resource_is_not_meant if count(_findings({"other": _age})) == 0
