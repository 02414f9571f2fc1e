package security.container_build_test

import data.security.container_build

_found(object, unknown) := {[finding.messageId, finding.path] |
	some finding in container_build.findings with input as {"resources": [{
		"id": "d",
		"type": "dockerfile",
		"address": "Dockerfile",
		"object": object,
		"unknown": unknown,
	}]}
		with data.parameters as {"SEC-047": {"nonRootImages": ["**nonroot**"]}}
}

_user(user) := {"stages": [{"image": "a:1", "user": user}], "final": {"user": user, "image": "a:1"}}

test_root_by_name_and_number_is_found if {
	every user in ["root", "0", "0:0", "root:root"] {
		_found(_user(user), {}) == {["root", ["final", "user"]]}
	}
	every user in ["app", "1000", "1000:0", "rooted"] {
		_found(_user(user), {}) == set()
	}
}

test_no_user_is_found_unless_the_base_has_one if {
	_found({"stages": [{"image": "a:1"}], "final": {"image": "a:1"}}, {}) == {["no_user", ["final", "user"]]}
	_found({"stages": [{"from": "scratch"}], "final": {}}, {}) == {["no_user", ["final", "user"]]}
	_found({"stages": [{"image": "gcr.io/distroless/static:nonroot"}], "final": {"image": "gcr.io/distroless/static:nonroot"}}, {}) == set()
}

test_what_is_known_at_the_build_alone_is_quiet if {
	_found({"stages": [{"from": "$BASE"}], "final": {}}, {"/stages/0/image": true, "/final/image": true}) == set()
	_found({"stages": [{"image": "a:1"}], "final": {"image": "a:1"}}, {"/final/user": true}) == set()
}

test_every_stage_needs_a_version if {
	_found({"stages": [{"image": "golang"}, {"image": "alpine:latest"}, {"base": 0}], "final": {"user": "app"}}, {}) == {
		["untagged", ["stages", 0, "image"]],
		["latest", ["stages", 1, "image"]],
	}
}

test_arguments_with_the_name_of_a_secret_are_found if {
	names := ["NPM_TOKEN", "password", "AWS_SECRET_ACCESS_KEY", "VERSION", "TOKEN_URL", "SECRET_NAME", "PUBLIC_KEY"]
	stages := [{"image": "a:1", "args": [{"name": name} | some name in names]}]
	_found({"args": [{"name": "GH_TOKEN"}], "stages": stages, "final": {"user": "app"}}, {}) == {
		["secret_argument", ["args", 0]],
		["secret_argument", ["stages", 0, "args", 0]],
		["secret_argument", ["stages", 0, "args", 1]],
		["secret_argument", ["stages", 0, "args", 2]],
	}
}
