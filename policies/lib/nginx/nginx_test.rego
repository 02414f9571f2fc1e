package lib.nginx_test

import data.lib.nginx

test_hosts_are_read_from_addresses if {
	nginx.target({"directive": "proxy_pass", "args": ["https://a.example.org:8443/x"]}) == "a.example.org"
	nginx.target({"directive": "server", "args": ["a.example.org:80", "weight=2"]}) == "a.example.org"
	nginx.target({"directive": "fastcgi_pass", "args": ["php:9000"]}) == "php"
	not nginx.target({"directive": "proxy_pass", "args": ["http://$upstream"]})
	not nginx.target({"directive": "server", "args": []})
	not nginx.target({"directive": "server_name", "args": ["a.example.org"]})
}

test_namespaces_are_read_from_names_of_services if {
	nginx.namespace("api.shop.svc") == "shop"
	nginx.namespace("api.shop.svc.cluster.local") == "shop"
	not nginx.namespace("api.shop")
}
