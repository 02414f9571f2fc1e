# METADATA
# title: NGINX leads nowhere else
# description: NGINX passes requests to the tenant's own services, checks certificates where it is told to use them, and shows its status to nobody outside.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify
#   - ref: https://nginx.org/en/docs/http/ngx_http_stub_status_module.html
# scope: package
# custom:
#   id: SEC-055
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [nginx_config]
#   reads: []
#   needs: [rendered]
#   facts: [namespaceOwners, tenants]
#   parameters:
#     hosts:
#       description: Globs over the hosts outside the cluster that may be proxied to; without a list none is asked about.
#       type: [array, "null"]
#       items: {type: string}
#       default: null
#   supersedes: []
#   peers: []
#   tags: []
package security.nginx_exposure

import data.lib.nginx
import data.lib.ownership
import data.lib.parameter

findings contains finding if {
	some item in nginx.directives
	target := nginx.target(item)
	allowed := parameter.value("SEC-055", "hosts")
	_is_outside(target)
	not _matches(allowed, target)
	finding := _finding("outside", item, {"host": target})
}

# A service of a namespace that another tenant owns.
findings contains finding if {
	some item in nginx.directives
	target := nginx.target(item)
	namespace := nginx.namespace(target)
	owners := input.facts.namespaceOwners[namespace]
	ownership.foreign(owners, item.resource.owner)
	finding := _finding("foreign", item, {"host": target, "owners": ownership.named(owners)})
}

findings contains finding if {
	some item in nginx.directives
	regex.match(`^(?:proxy|grpc|uwsgi)_ssl_verify$`, item.directive)
	item.args == ["off"]
	finding := _finding("unverified", item, {"directive": item.directive})
}

findings contains finding if {
	some item in nginx.directives
	item.directive == "ssl_verify_client"
	item.args == ["optional_no_ca"]
	finding := _finding("unverified_client", item, {})
}

findings contains finding if {
	some item in nginx.directives
	item.directive in {"stub_status", "vhost_traffic_status_display", "check_status"}
	not nginx.restricted(item)
	finding := _finding("status", item, {"directive": item.directive})
}

# Names without a dot are upstreams and neighbours.
_is_outside(host) if {
	contains(host, ".")
	not nginx.namespace(host)
	not regex.match(`^127\.|\.(?:svc|local|internal|localhost)$|\.svc\.|^(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+$`, host)
}

_matches(patterns, host) if {
	some pattern in patterns
	glob.match(lower(pattern), ["."], lower(host))
}

_finding(message, item, arguments) := {
	"messageId": message,
	"subject": item.resource.id,
	"path": item.path,
	"arguments": arguments,
}
