package lib.value_test

import data.lib.value

_item := {
	"object": {"spec": {"replicas": 3, "paused": null, "a/b": "slash"}, "list": [{"name": "first"}, null]},
	"unknown": {"/spec/image": true, "/list/1": true, "/status": true},
}

test_a_value_that_is_there_is_known if {
	value.at(_item, ["spec", "replicas"]) == {"state": "known", "value": 3}
	value.known(_item, ["spec", "replicas"])
	value.get(_item, ["list", 0, "name"]) == "first"
}

test_null_and_nothing_are_absent if {
	value.at(_item, ["spec", "paused"]) == {"state": "absent", "value": null}
	value.absent(_item, ["spec", "nothing"])
	value.absent(_item, ["spec", "replicas", "below"])
	not value.known(_item, ["spec", "paused"])
}

test_an_unknown_value_is_neither_known_nor_absent if {
	value.at(_item, ["spec", "image"]) == {"state": "unknown", "value": null}
	not value.absent(_item, ["spec", "image"])
	not value.known(_item, ["spec", "image"])
	not value.get(_item, ["spec", "image"])
}

test_what_is_within_something_unknown_is_unknown if {
	value.unknown(_item, ["status", "phase"])
	value.unknown(_item, ["list", 1, "name"])
	not value.unknown(_item, ["list", 0, "name"])
}

test_an_object_that_holds_something_unknown_is_partly_unknown if {
	value.partly_unknown(_item, ["spec"])
	value.partly_unknown(_item, ["status"])
	not value.unknown(_item, ["spec"])
	not value.partly_unknown(_item, ["spec", "replicas"])
}

test_an_unknown_resource_is_unknown_everywhere if {
	value.unknown({"object": {}, "unknown": {"": true}}, ["spec", "replicas"])
}

test_a_default_stands_in_for_an_absent_value_only if {
	value.get_or(_item, ["spec", "replicas"], 1) == 3
	value.get_or(_item, ["spec", "nothing"], 1) == 1
	not value.get_or(_item, ["spec", "image"], "none")
}

test_a_marker_is_a_secret if {
	value.secret({"object": {"data": {"$secret": {"detector": "jwt"}}}, "unknown": {}}, ["data"])
	not value.secret(_item, ["spec"])
}

test_pointers_escape_as_rfc_6901_says if {
	value.pointer(["a/b", "c~d", 0]) == "/a~1b/c~0d/0"
	value.pointer([]) == ""
}
