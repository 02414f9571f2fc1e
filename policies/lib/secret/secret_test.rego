package lib.secret_test

import data.lib.secret

_marker(detector) := {"$secret": {"detector": detector, "reference": "x", "changed": null}}

test_only_some_detectors_find_credentials if {
	secret.credential(_marker("github-token"))
	secret.credential(_marker("named-secret"))
	not secret.credential(_marker("placeholder"))
	not secret.credential(_marker("secret-data"))
	not secret.credential("text")
}

test_what_was_masked_is_listed_with_its_place if {
	resource := {"sensitive": {"/a/0": true}, "object": {"a": [_marker("jwt")], "b": "text"}}
	secret.masked(resource) == [{"path": ["a", 0], "found": [{"inner": [], "marker": _marker("jwt")}]}]
}

test_json_texts_are_read if {
	text := json.marshal([{"value": _marker("jwt")}])
	found := [{"inner": [0, "value"], "marker": _marker("jwt")}]
	secret.within(text) == found
	secret.masked({"sensitive": {"/a": true}, "object": {"a": text}}) == [{"path": ["a"], "found": found}]
}

test_a_resource_without_masks_is_not_searched if {
	secret.masked({"sensitive": {}, "object": {"a": _marker("jwt")}}) == []
}

test_an_exchanged_secret_rests_on_the_whole_resource if {
	exchanged := {"$secret": {"detector": "jwt", "reference": "x", "changed": true}}
	secret.evidence(["a"], [_marker("jwt"), exchanged]) == [["a"], []] with input as {"side": "head"}
	secret.evidence(["a"], [exchanged]) == [["a"]] with input as {"side": "base"}
	secret.evidence(["a"], [_marker("jwt")]) == [["a"]] with input as {"side": "head"}
}
