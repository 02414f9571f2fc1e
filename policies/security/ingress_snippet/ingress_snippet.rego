# METADATA
# title: No NGINX configuration in annotations
# description: No Ingress writes lines of its own into the configuration of the NGINX that all share.
# related_resources:
#   - ref: https://nvd.nist.gov/vuln/detail/CVE-2021-25742
#   - ref: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
# scope: package
# custom:
#   id: SEC-052
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [networking.k8s.io/Ingress, extensions/Ingress]
#   reads:
#     - "/metadata/annotations/nginx.ingress.kubernetes.io~1configuration-snippet"
#     - "/metadata/annotations/nginx.ingress.kubernetes.io~1server-snippet"
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_K8S_152, CKV_K8S_153, CKV_K8S_154]
#   tags: []
package security.ingress_snippet

import data.lib.value
import data.lib.workload

findings contains finding if {
	some place in _places
	value.at(place.ingress, place.path).state == "known"
	finding := {
		"messageId": "snippet",
		"subject": place.ingress.id,
		"path": place.path,
		"arguments": {"ingress": workload.name(place.ingress), "annotation": place.annotation},
	}
}

findings contains finding if {
	some place in _places
	value.unknown(place.ingress, place.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": place.ingress.id,
		"path": place.path,
		"arguments": {"ingress": workload.name(place.ingress)},
	}
}

_places := [{"ingress": ingress, "annotation": annotation, "path": ["metadata", "annotations", annotation]} |
	some ingress in input.resources
	ingress.type in {"networking.k8s.io/Ingress", "extensions/Ingress"}
	some annotation in _snippets
]

_snippets := [
	"nginx.ingress.kubernetes.io/auth-snippet",
	"nginx.ingress.kubernetes.io/configuration-snippet",
	"nginx.ingress.kubernetes.io/modsecurity-snippet",
	"nginx.ingress.kubernetes.io/server-snippet",
	"nginx.ingress.kubernetes.io/stream-snippet",
	"nginx.org/location-snippets",
	"nginx.org/server-snippets",
]
