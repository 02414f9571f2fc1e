# METADATA
# title: Module pinned to a version
# description: A module from elsewhere is called in a version, not in whatever its branch or its registry has today.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/modules/configuration#version
# scope: package
# custom:
#   id: SEC-051
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [module]
#   reads: ["module:/version"]
#   needs: [file]
#   parameters: {}
#   supersedes: []
#   peers: [CKV_TF_1, CKV_TF_2]
#   tags: []
package security.module_pinned

import data.lib.module_source
import data.lib.value

findings contains finding if {
	some call in module_source.calls
	call.kind == "git"
	ref := module_source.ref(call.source)
	ref == ""
	finding := _finding("no_ref", call, ["source"], {})
}

findings contains finding if {
	some call in module_source.calls
	call.kind == "git"
	ref := module_source.ref(call.source)
	_branch(ref)
	finding := _finding("branch", call, ["source"], {"ref": ref})
}

findings contains finding if {
	some call in module_source.calls
	call.kind == "registry"
	value.absent(call.resource, ["version"])
	finding := _finding("no_version", call, ["source"], {})
}

findings contains finding if {
	some call in module_source.calls
	call.kind == "registry"
	value.unknown(call.resource, ["version"])
	finding := object.union(_finding("unknown", call, ["version"], {}), {"kind": "open"})
}

_finding(message, call, path, more) := {
	"messageId": message,
	"subject": call.resource.id,
	"path": path,
	"evidence": [["source"], ["version"]],
	"arguments": object.union({"module": call.resource.address}, more),
}

# A commit and a name with a number in it, as versions have, stay what they are; other names move.
_branch(ref) if {
	ref != ""
	not regex.match(`^[0-9a-f]{7,40}$`, ref)
	not regex.match(`[0-9]`, ref)
	not startswith(ref, "refs/tags/")
	not startswith(ref, "tags/")
}

# Branches of versions move as others do.
_branch(ref) if regex.match(`^(refs/)?heads/`, ref)
