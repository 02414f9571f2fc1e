package validity.duplicate_object_test

import data.validity.duplicate_object

_object(id, address, type, namespace) := {"id": id, "address": address, "type": type, "namespace": namespace, "object": {"metadata": {"name": "a"}}, "unknown": {}}

_found(resources, cluster, definitions) := {[finding.messageId, finding.subject] |
	some finding in duplicate_object.findings with input as {
		"root": {"key": "manifests:a", "kind": "manifests", "cluster": cluster},
		"resources": resources,
		"facts": {"definitions": definitions},
	}
}

_found_by_terraform(resources) := {[finding.messageId, finding.subject] |
	some finding in duplicate_object.findings with input as {
		"root": {"key": "terraform:a", "kind": "terraform", "cluster": ""},
		"resources": resources,
		"facts": {"definitions": {}},
	}
}

_service := _object("s", "core/Service/p/a", "core/Service", "p")

test_the_second_definition_is_found if {
	_found([_service, _object("s#2", "core/Service/p/a", "core/Service", "p"), _object("t", "core/Service/p/t", "core/Service", "p")], "", {}) == {["in_one_root", "s#2"]}
}

test_each_further_definition_is_found if {
	again := [_object(id, "core/Service/p/a", "core/Service", "p") | some id in ["s", "s#2", "s#3"]]
	_found(again, "", {}) == {["in_one_root", "s#2"], ["in_one_root", "s#3"]}
}

test_a_terraform_resource_is_found if {
	twice := [_object(id, "aws_sqs_queue.a", "aws_sqs_queue", "") | some id in ["q", "q#2"]]
	_found_by_terraform(twice) == {["block_twice", "q#2"]}
}

test_two_blocks_of_terraform_that_make_one_object_are_found if {
	twice := [_object(id, "core/Secret/p/a", "core/Secret", "p") | some id in ["s", "s#2"]]
	_found_by_terraform(twice) == {["object_twice", "s#2"]}
}

test_a_call_and_what_it_is_read_as_are_two_things if {
	_found([_object("m", "module.a", "module", ""), _object("m#2", "module.a", "aws_db_instance", "")], "", {}) == set()
}

test_providers_and_data_may_stand_twice if {
	_found([_object(id, "provider.aws", "provider.aws", "") | some id in ["a", "b"]], "", {}) == set()
}

test_two_roots_of_one_cluster_are_found if {
	_found([_service], "live", {"core/Service/p/a": ["manifests:a", "manifests:b"]}) == {["in_two_roots", "s"]}
}

test_an_object_without_a_namespace_may_go_anywhere if {
	object := _object("s", "core/Service/-/a", "core/Service", "")
	_found([object], "live", {"core/Service/-/a": ["manifests:a", "manifests:b"]}) == set()
}

test_a_cluster_role_goes_to_one_place if {
	role := _object("r", "rbac.authorization.k8s.io/ClusterRole/-/a", "rbac.authorization.k8s.io/ClusterRole", "")
	_found([role], "live", {"rbac.authorization.k8s.io/ClusterRole/-/a": ["manifests:a", "manifests:b"]}) == {["in_two_roots", "r"]}
}

test_generated_names_are_never_the_same if {
	job := {"id": "j", "address": "batch/Job/p/a*#1", "type": "batch/Job", "namespace": "p", "object": {"metadata": {"generateName": "a-"}}, "unknown": {}}
	_found([job, object.union(job, {"id": "j#2"})], "", {}) == set()
}

test_a_folder_of_alternatives_is_quiet if {
	resources := [_object(id, address, "core/Service", "p") |
		some copy in ["first", "second"]
		some name in ["a", "b", "c", "d", "e"]
		address := concat("/", ["core/Service/p", name])
		id := concat(" ", [address, copy])
	]
	_found(resources, "", {}) == set()
}

test_a_slip_in_a_large_folder_is_found if {
	numbered := [_object(address, address, "core/Service", "p") |
		some number in numbers.range(1, 40)
		address := concat("/", ["core/Service/p", json.marshal(number)])
	]
	copied := [object.union(resource, {"id": concat(" ", ["copy", resource.id])}) | some resource in array.slice(numbered, 0, 5)]
	count(_found(array.concat(numbered, copied), "", {})) == 5
}

test_one_namespace_written_twice_is_quiet if {
	same := [_object(id, "core/Namespace/-/a", "core/Namespace", "") | some id in ["n", "n#2"]]
	_found(same, "", {}) == set()
	other := object.union(same[1], {"object": {"metadata": {"labels": {"team": "b"}}}})
	_found([same[0], other], "", {}) == {["in_one_root", "n#2"]}
}
