package security.nginx_exposure_test

import data.security.nginx_exposure

_found(block, hosts) := {[finding.messageId, finding.path] |
	some finding in nginx_exposure.findings with input as {
		"facts": {"tenants": {}, "namespaceOwners": {"shop": ["shop"], "payments": ["payments"]}},
		"resources": [{
			"id": "n",
			"type": "nginx_config",
			"owner": ["payments"],
			"object": {"directives": [{"directive": "server", "block": block}]},
		}],
	}
		with data.parameters as {"SEC-055": {"hosts": hosts}}
}

_path := ["directives", 0, "block", 0]

_pass(url) := [{"directive": "proxy_pass", "args": [url]}]

test_hosts_that_are_not_listed_are_found if {
	_found(_pass("https://api.example.org/v1"), []) == {["outside", _path]}
	_found(_pass("https://api.example.org/v1"), ["*.example.org"]) == set()
	_found(_pass("https://api.example.org/v1"), null) == set()
}

test_neighbours_and_what_is_not_known_are_quiet if {
	every url in ["http://backend", "http://127.0.0.1:80", "http://10.1.2.3:80", "http://$host.example.org", "$backend", "http://unix:/run/a.sock"] {
		_found(_pass(url), []) == set()
	}
}

test_services_of_other_tenants_are_found if {
	_found(_pass("http://api.shop.svc.cluster.local:8080"), null) == {["foreign", _path]}
	_found(_pass("http://api.shop.svc"), null) == {["foreign", _path]}
	_found(_pass("http://api.payments.svc:8080"), null) == set()
	_found(_pass("http://api.nobody.svc:8080"), null) == set()
}

test_verification_that_is_turned_off_is_found if {
	_found([{"directive": "proxy_ssl_verify", "args": ["off"]}], null) == {["unverified", _path]}
	_found([{"directive": "proxy_ssl_verify", "args": ["on"]}], null) == set()
	_found([{"directive": "ssl_verify_client", "args": ["optional_no_ca"]}], null) == {["unverified_client", _path]}
}

_status(beside) := [{"directive": "location", "args": ["/status"], "block": array.concat([{"directive": "stub_status"}], beside)}]

test_status_pages_are_found_unless_restricted if {
	_found(_status([]), null) == {["status", array.concat(_path, ["block", 0])]}
	every directive in [
		{"directive": "deny", "args": ["all"]},
		{"directive": "internal"},
		{"directive": "auth_basic", "args": ["closed"]},
		{"directive": "include", "args": ["internal.conf"]},
	] {
		_found(_status([directive]), null) == set()
	}
	_found(_status([{"directive": "auth_basic", "args": ["off"]}]), null) == {["status", array.concat(_path, ["block", 0])]}
}

test_a_server_on_the_loopback_alone_shows_nothing if {
	block := array.concat(_status([]), [{"directive": "listen", "args": ["127.0.0.1:8080"]}])
	_found(block, null) == set()
	both := array.concat(block, [{"directive": "listen", "args": ["80"]}])
	count(_found(both, null)) == 1
}
