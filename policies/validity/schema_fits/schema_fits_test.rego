package validity.schema_fits_test

import data.validity.schema_fits

_resource := {"id": "r", "type": "acme.io/Widget", "object": {"spec": {"colour": "red"}}}

_found(problem) := {[finding.messageId, finding.subject, finding.path] |
	some finding in schema_fits.findings with input as {"resources": [_resource], "facts": {"schema": {"r": [problem]}}}
}

_problem(pattern) := {"messageId": "no_match", "path": ["spec", "colour"], "arguments": {"pattern": pattern}, "pattern": pattern}

test_a_problem_is_found if {
	_found({"messageId": "missing_field", "path": ["spec"], "arguments": {}}) == {["missing_field", "r", ["spec"]]}
}

test_text_that_does_not_match_is_found if _found(_problem("^[0-9]+$")) == {["no_match", "r", ["spec", "colour"]]}

test_text_that_matches_is_fine if _found(_problem("^[a-z]+$")) == set()

test_a_pattern_that_is_none_counts_for_nothing if _found(_problem("([")) == set()

test_a_fix_is_passed_on if {
	fix := {"op": "replace", "path": ["spec", "colour"], "value": "blue"}
	problem := {"messageId": "wrong_type", "path": ["spec", "colour"], "arguments": {}, "fix": fix}
	some finding in schema_fits.findings with input as {"resources": [_resource], "facts": {"schema": {"r": [problem]}}}
	finding.fix == fix
}

test_nothing_is_said_without_a_problem if {
	count(schema_fits.findings) == 0 with input as {"resources": [_resource], "facts": {"schema": {}}}
}
