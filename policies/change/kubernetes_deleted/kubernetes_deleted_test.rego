package change.kubernetes_deleted_test

import data.change.kubernetes_deleted

_found(type, action, after) := {finding.messageId |
	side := {"type": type, "object": {"metadata": {"name": "a"}}, "unknown": {}}
	change := {"id": "c", "address": "x", "type": type, "action": action, "namespace": "p", "before": side, "after": after}
	some finding in kubernetes_deleted.findings with input as {"changes": [change]}
}

test_what_takes_data_with_it_is_found if {
	_found("core/Namespace", "delete", null) == {"namespace"}
	_found("core/PersistentVolumeClaim", "delete", null) == {"volume"}
	_found("apps/StatefulSet", "delete", null) == {"stateful_set"}
}

test_other_kinds_and_actions_are_quiet if {
	_found("apps/Deployment", "delete", null) == set()
	_found("core/Namespace", "move", {"type": "core/Namespace"}) == set()
	_found("core/Namespace", "forget", null) == set()
}
