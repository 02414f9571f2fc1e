# METADATA
# title: Directives of NGINX
# description: The directives of every NGINX configuration of the root, where they lead, and what protects them.
# scope: package
package lib.nginx

# directives has each directive with the path that leads to it.
directives := [item |
	some resource in input.resources
	resource.type == "nginx_config"
	walk(resource.object, [path, node])
	name := node.directive
	item := {"resource": resource, "path": path, "directive": name, "args": object.get(node, "args", [])}
]

# target is the host that a directive passes requests to; undefined where a variable gives it.
target(item) := match[1] if {
	item.directive in {"proxy_pass", "grpc_pass"}
	[match] := regex.find_all_string_submatch_n(`^(?:https?|grpcs?)://([A-Za-z0-9._-]+)(?::[0-9]+)?(?:/.*)?$`, item.args[0], 1)
}

target(item) := match[1] if {
	item.directive in {"fastcgi_pass", "uwsgi_pass", "scgi_pass"}
	[match] := regex.find_all_string_submatch_n(`^([A-Za-z0-9._-]+)(?::[0-9]+)?$`, item.args[0], 1)
}

# In a block upstream, a server is an address.
target(item) := match[1] if {
	item.directive == "server"
	[match] := regex.find_all_string_submatch_n(`^([A-Za-z0-9._-]+)(?::[0-9]+)?$`, item.args[0], 1)
}

# namespace is that of a service's name within the cluster.
namespace(host) := match[1] if {
	[match] := regex.find_all_string_submatch_n(`^[a-z0-9-]+\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?$`, host, 1)
}

# restricted holds where something around a directive keeps strangers out, or where an included file may.
restricted(item) if {
	some block in _around(item)
	some beside in block
	_keeps_out(beside)
}

restricted(item) if {
	some block in _around(item)
	addresses := [beside.args[0] | some beside in block; beside.directive == "listen"]
	count(addresses) > 0
	every address in addresses {
		regex.match(`^(?:127\.|\[::1\]|localhost|unix:)`, address)
	}
}

_around(item) := [object.get(item.resource.object, array.slice(item.path, 0, length), []) |
	some length in numbers.range(1, count(item.path))
	item.path[length - 1] in {"block", "directives"}
]

_keeps_out(directive) if directive.directive in {"internal", "auth_request", "auth_jwt", "include"}

_keeps_out(directive) if {
	directive.directive == "deny"
	directive.args[0] == "all"
}

_keeps_out(directive) if {
	directive.directive == "auth_basic"
	directive.args[0] != "off"
}

_keeps_out(directive) if {
	directive.directive == "ssl_verify_client"
	directive.args[0] == "on"
}
