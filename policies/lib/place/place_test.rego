package lib.place_test

import data.lib.place

_item := {"object": {"a": {"b": [{"c": 1}, {}]}}, "unknown": {"/d": true}}

test_a_pattern_without_a_mark_is_a_path if place.at(_item, ["x", 0]) == [["x", 0]]

test_a_mark_is_every_element if {
	place.at(_item, ["a", "b", "#", "c"]) == [["a", "b", 0, "c"], ["a", "b", 1, "c"]]
	place.at(_item, ["a", "b", "#"]) == [["a", "b", 0], ["a", "b", 1]]
}

test_what_is_absent_or_unknown_has_no_elements if {
	place.at(_item, ["e", "#"]) == []
	place.at(_item, ["d", "#"]) == []
}

test_a_path_is_written_without_indexes if place.dotted(["a", 0, "b"]) == "a.b"
