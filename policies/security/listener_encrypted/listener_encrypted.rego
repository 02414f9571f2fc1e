# METADATA
# title: Load balancer listens with current TLS
# description: Listeners of load balancers send nothing on in plain text, and speak no TLS older than 1.2.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
# scope: package
# custom:
#   id: SEC-045
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: root
#   kinds: [aws_lb, aws_alb, aws_lb_listener, aws_alb_listener, networking.k8s.io/Ingress, core/Service]
#   reads: ["aws_lb_listener:/protocol", "aws_lb_listener:/ssl_policy"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_AWS_2, CKV_AWS_103]
#   tags: []
package security.listener_encrypted

import data.lib.setting
import data.lib.value
import data.lib.workload

findings contains finding if {
	some listener in _listeners
	_plain(listener)
	_sends_on(listener)
	not _internal(listener)
	finding := _finding("plain_text", listener, ["protocol"], {})
}

findings contains finding if {
	some listener in _encrypted
	policy := value.get(listener, ["ssl_policy"])
	_old(policy)
	finding := object.union(
		_finding("old_tls", listener, ["ssl_policy"], {"policy": policy}),
		{"fix": {"op": "replace", "path": ["ssl_policy"], "value": _current}},
	)
}

# What is not written is the oldest policy that there is.
findings contains finding if {
	some listener in _encrypted
	value.absent(listener, ["ssl_policy"])
	finding := object.union(
		_finding("old_tls", listener, ["ssl_policy"], {"policy": "ELBSecurityPolicy-2016-08"}),
		{"fix": {"op": "add", "path": ["ssl_policy"], "value": _current}},
	)
}

findings contains finding if {
	some resource in input.resources
	path := ["metadata", "annotations", _annotations[resource.type]]
	policy := value.get(resource, path)
	_old(policy)
	finding := object.union(
		_finding("old_tls", resource, path, {"policy": policy}),
		{"fix": {"op": "replace", "path": path, "value": _current}},
	)
}

findings contains finding if {
	some listener in _listeners
	path := _doubt(listener)
	finding := object.union(_finding("unknown", listener, path, {}), {"kind": "open"})
}

_finding(message, listener, path, more) := {
	"messageId": message,
	"subject": listener.id,
	"path": path,
	"arguments": object.union({"listener": _name(listener)}, more),
}

_name(resource) := workload.name(resource) if contains(resource.type, "/")

_name(resource) := resource.address if not contains(resource.type, "/")

_current := "ELBSecurityPolicy-TLS13-1-2-2021-06"

_annotations := {
	"networking.k8s.io/Ingress": "alb.ingress.kubernetes.io/ssl-policy",
	"core/Service": "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy",
}

_listeners := [resource |
	some resource in input.resources
	resource.type in ["aws_lb_listener", "aws_alb_listener"]
]

_encrypted := [listener |
	some listener in _listeners
	value.get(listener, ["protocol"]) in ["HTTPS", "TLS"]
]

# Policies that take TLS 1.0 or 1.1; the others say in their name from which version on they are.
_old(policy) if {
	startswith(policy, "ELBSecurityPolicy-")
	not regex.match(`TLS-1-2|TLS13-1-[23]|FS-1-2`, policy)
}

_plain(listener) if value.get(listener, ["protocol"]) == "HTTP"

# An application load balancer speaks HTTP where nothing is written; the other kinds have to be told.
_plain(listener) if {
	value.absent(listener, ["protocol"])
	value.known(listener, ["port"])
	every balancer in _balancers {
		value.get_or(balancer, ["load_balancer_type"], "application") == "application"
	}
}

# A listener that answers by itself or sends to HTTPS carries nothing that has to be hidden.
_sends_on(listener) if {
	types := [value.get(listener, ["default_action", index, "type"]) | some index, _ in value.get(listener, ["default_action"])]
	count([type | some type in types; type in ["forward", "authenticate-oidc", "authenticate-cognito"]]) > 0
	not "redirect" in types
}

# Which load balancer a listener is of is not known before it is made; where all of the root are internal, it is too.
_internal(listener) if {
	count(_balancers) > 0
	count(_outward) == 0
	listener.id != ""
}

_balancers := [resource | some resource in input.resources; resource.type in ["aws_lb", "aws_alb"]]

_outward := [balancer |
	some balancer in _balancers
	not _inward(balancer)
]

_inward(balancer) if setting.on(value.get(balancer, ["internal"]))

_doubt(listener) := ["protocol"] if {
	value.unknown(listener, ["protocol"])
	_sends_on(listener)
	not _internal(listener)
}

_doubt(listener) := ["ssl_policy"] if {
	value.get(listener, ["protocol"]) in ["HTTPS", "TLS"]
	value.unknown(listener, ["ssl_policy"])
}
