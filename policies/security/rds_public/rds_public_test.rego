package security.rds_public_test

import data.security.rds_public

_found(type, object, unknown) := {[finding.messageId, finding.path] |
	some finding in rds_public.findings with input as {"resources": [{"id": "d", "address": "d", "type": type, "namespace": "", "object": object, "unknown": unknown}]}
}

test_a_public_database_is_found if {
	_found("aws_db_instance", {"publicly_accessible": true}, {}) == {["public", ["publicly_accessible"]]}
	_found("aws_rds_cluster_instance", {"publicly_accessible": "true"}, {}) == {["public", ["publicly_accessible"]]}
}

test_a_private_database_is_quiet if {
	_found("aws_db_instance", {"publicly_accessible": false}, {}) == set()
	_found("aws_db_instance", {}, {}) == set()
	_found("aws_instance", {"publicly_accessible": true}, {}) == set()
}

test_an_unknown_value_is_open if {
	_found("aws_db_instance", {}, {"/publicly_accessible": true}) == {["unknown", ["publicly_accessible"]]}
}
