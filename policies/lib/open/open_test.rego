package lib.open_test

import data.lib.open

_pattern := ["spec", "containers", "#", "securityContext", "privileged"]

_paths(pointers) := open.paths({"unknown": {pointer: true | some pointer in pointers}}, _pattern)

test_the_value_itself_is_found if {
	_paths(["/spec/containers/12/securityContext/privileged"]) == [["spec", "containers", 12, "securityContext", "privileged"]]
}

test_what_holds_the_value_is_found_where_the_unknown_begins if {
	_paths(["/spec/containers/0"]) == [["spec", "containers", 0]]
	_paths(["/spec"]) == [["spec"]]
	_paths([""]) == [[]]
}

test_what_stands_elsewhere_or_below_is_not_found if {
	count(_paths(["/spec/volumes", "/spec/containers/0/securityContext/privileged/x", "/spec/containers/x"])) == 0
}

test_a_resource_without_unknown_values_has_none if {
	count(open.paths({"unknown": {}}, _pattern)) == 0
}

test_keys_are_unescaped if {
	open.paths({"unknown": {"/metadata/annotations/a~1b~0c": true}}, ["metadata", "annotations", "*"]) == [["metadata", "annotations", "a/b~c"]]
}

test_a_pattern_may_name_an_index if {
	item := {"unknown": {"/spec/containers/1": true}}
	open.paths(item, ["spec", "containers", 1, "image"]) == [["spec", "containers", 1]]
	count(open.paths(item, ["spec", "containers", 0, "image"])) == 0
}
