package change.immutable_field_test

import data.change.immutable_field

_side(type, fields, unknown) := {"type": type, "namespace": "payments", "object": object.union({"metadata": {"name": "api"}}, fields), "unknown": unknown}

_said(before, after, kind) := {[finding.messageId, finding.path] |
	some finding in immutable_field.findings with input as {
		"root": {"kind": kind},
		"changes": [{"id": "c", "type": after.type, "namespace": "payments", "before": before, "after": after}],
	}
}

_found(type, before, after) := _said(_side(type, before, {}), _side(type, after, {}), "manifests")

_refused(path) := {["refused", path]}

_selector(labels) := {"spec": {"selector": {"matchLabels": labels}}}

test_a_selector_that_changes_is_found if {
	_found("apps/Deployment", _selector({"app": "api"}), _selector({"app": "web"})) == _refused(["spec", "selector"])
	_found("apps/Deployment", _selector({"app": "api"}), {"spec": {"selector": {"matchLabels": {"app": "api"}}, "replicas": 2}}) == set()
	_found("apps/Deployment", {"spec": {}}, _selector({"app": "web"})) == set()
}

test_another_name_is_another_object if {
	before := _side("apps/Deployment", object.union(_selector({"app": "api"}), {"metadata": {"name": "old"}}), {})
	_said(before, _side("apps/Deployment", _selector({"app": "web"}), {}), "manifests") == set()
}

test_defaults_that_are_written_down_are_quiet if {
	_found("apps/StatefulSet", {"spec": {}}, {"spec": {"podManagementPolicy": "OrderedReady"}}) == set()
	_found("apps/StatefulSet", {"spec": {}}, {"spec": {"podManagementPolicy": "Parallel"}}) == _refused(["spec", "podManagementPolicy"])
	_found("storage.k8s.io/StorageClass", {}, {"reclaimPolicy": "Delete"}) == set()
	_found("storage.k8s.io/StorageClass", {}, {"reclaimPolicy": "Retain"}) == _refused(["reclaimPolicy"])
	_found("storage.k8s.io/StorageClass", {"parameters": {"type": "gp2"}}, {"parameters": {"type": "gp3"}}) == _refused(["parameters"])
}

_claim(size, labels) := {"spec": {"volumeClaimTemplates": [{"metadata": {"name": "data", "labels": labels}, "spec": {"resources": {"requests": {"storage": size}}}}]}}

test_claims_of_a_stateful_set_are_fixed if {
	_found("apps/StatefulSet", _claim("10Gi", {}), _claim("20Gi", {})) == _refused(["spec", "volumeClaimTemplates"])
	_found("apps/StatefulSet", _claim("10Gi", {}), _claim("10Gi", {"a": "b"})) == _refused(["spec", "volumeClaimTemplates"])
	_found("apps/StatefulSet", _claim("10Gi", {}), _claim("10240Mi", {})) == set()
	_found("apps/StatefulSet", _claim("10Gi", {}), {"spec": {}}) == _refused(["spec", "volumeClaimTemplates"])
}

_sized(size) := {"spec": {"storageClassName": "gp3", "resources": {"requests": {"storage": size}}}}

test_a_claim_may_only_grow if {
	_found("core/PersistentVolumeClaim", _sized("10Gi"), _sized("20Gi")) == set()
	_found("core/PersistentVolumeClaim", _sized("10Gi"), _sized("5Gi")) == _refused(["spec", "resources", "requests", "storage"])
	_found("core/PersistentVolumeClaim", _sized("10Gi"), object.union(_sized("10Gi"), {"spec": {"storageClassName": "io2"}})) == _refused(["spec", "storageClassName"])
	_found("core/PersistentVolumeClaim", {"spec": {}}, {"spec": {"storageClassName": "io2"}}) == set()
}

test_an_address_is_kept if {
	_found("core/Service", {"spec": {}}, {"spec": {"clusterIP": "None"}}) == _refused(["spec", "clusterIP"])
	_found("core/Service", {"spec": {"clusterIP": "None"}}, {"spec": {}}) == set()
	_found("core/Service", {"spec": {"type": "ExternalName"}}, {"spec": {"clusterIP": "None"}}) == set()
}

_job(image, more) := object.union({"spec": {"template": {"spec": {"containers": [{"image": image}]}}}}, more)

test_a_job_is_fixed_unless_it_is_made_anew if {
	_found("batch/Job", _job("a:1", {}), _job("a:2", {})) == _refused(["spec", "template"])
	hook := {"metadata": {"name": "api", "annotations": {"helm.sh/hook": "pre-upgrade"}}}
	_found("batch/Job", _job("a:1", hook), _job("a:2", hook)) == set()
	_found("batch/Job", _job("a:1", {}), _job("a:2", {"spec": {"ttlSecondsAfterFinished": 60}})) == set()
}

test_a_role_of_a_binding_is_fixed if {
	type := "rbac.authorization.k8s.io/RoleBinding"
	_found(type, {"roleRef": {"name": "a"}}, {"roleRef": {"name": "b"}}) == _refused(["roleRef"])
	_found(type, {"roleRef": {"name": "a"}}, {"roleRef": {"name": "a", "apiGroup": "rbac.authorization.k8s.io"}}) == set()
}

test_what_declares_itself_immutable_is_fixed if {
	sealed := {"immutable": true, "data": {"a": "1"}}
	_found("core/ConfigMap", sealed, object.union(sealed, {"data": {"a": "2"}})) == _refused(["data"])
	_found("core/ConfigMap", {"data": {"a": "1"}}, sealed) == set()
}

test_who_makes_it_anew_is_told_so if {
	before := _side("apps/Deployment", _selector({"app": "api"}), {})
	after := _side("apps/Deployment", _selector({"app": "web"}), {})
	_said(before, after, "terraform") == {["made_anew", ["spec", "selector"]]}
	forced := _side("apps/Deployment", object.union(_selector({"app": "web"}), {"metadata": {"annotations": {"argocd.argoproj.io/sync-options": "Force=true,Replace=true"}}}), {})
	_said(before, forced, "manifests") == {["made_anew", ["spec", "selector"]]}
}

test_what_became_unknown_is_open if {
	known := _side("apps/StatefulSet", {"spec": {"serviceName": "api"}}, {})
	unknown := _side("apps/StatefulSet", {"spec": {}}, {"/spec/serviceName": true})
	_said(known, unknown, "manifests") == {["unknown", ["spec", "serviceName"]]}
	_said(unknown, known, "manifests") == set()
}
