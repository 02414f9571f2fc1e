# METADATA
# title: State of another tenant is not read
# description: No Terraform reads the state of another tenant.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/state/remote-state-data
# scope: package
# custom:
#   id: TEN-023
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: resource
#   kinds: [data.terraform_remote_state]
#   reads: ["data.terraform_remote_state:/config/key"]
#   needs: [file, registry]
#   facts: [remoteStates, tenants]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package tenancy.remote_state_foreign

import data.lib.ownership
import data.lib.party
import data.lib.value

findings contains finding if {
	some resource in _states
	state := input.facts.remoteStates[resource.address]
	ownership.foreign(state.owner, party.of(resource))
	finding := {
		"messageId": "foreign",
		"subject": resource.id,
		"path": _path(resource),
		"evidence": [["backend"], ["config"]],
		"owners": state.owner,
		"arguments": {
			"state": state.name,
			"foreign": ownership.named(state.owner),
			"owner": ownership.named(party.of(resource)),
		},
	}
}

findings contains finding if {
	some resource in _states
	_keys_are_owned
	value.unknown(resource, ["config", "key"])
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": resource.id,
		"path": ["config", "key"],
		"arguments": {"address": resource.address},
	}
}

_states := [resource |
	ownership.registered
	some resource in input.resources
	resource.type == "data.terraform_remote_state"
]

# While nobody owns states, none can be another tenant's.
_keys_are_owned if {
	some tenant in input.facts.tenants
	"stateKeys" in tenant.owns
}

_path(resource) := [["config", name] | some name in ["key", "prefix", "path"]; value.known(resource, ["config", name])][0]

_path(resource) := ["config"] if {
	every name in ["key", "prefix", "path"] {
		not value.known(resource, ["config", name])
	}
}
