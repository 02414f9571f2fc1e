# METADATA
# title: Destination within the Argo CD project
# description: An Application goes where its AppProject lets it go.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
# scope: package
# custom:
#   id: TEN-008
#   severity: high
#   enforcement: {production: review, elsewhere: review}
#   scope: root
#   kinds: [argo_application, argoproj.io/AppProject]
#   reads: ["argoproj.io/Application:/spec/destination/namespace", "argoproj.io/AppProject:/spec/destinations"]
#   needs: [rendered]
#   facts: [objects]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: [argocd]
package tenancy.argo_destination

import data.lib.argo
import data.lib.value
import data.lib.workload

findings contains finding if {
	some application in argo.applications
	permitted := _permitted(application)
	some place in argo.destinations(application)
	not _unknown(application)
	not _within(place, permitted)
	fault := _at_fault(place, permitted)
	finding := {
		"messageId": "outside",
		"subject": application.resource.id,
		"path": fault.path,
		"evidence": [fault.path, place.path, array.concat(application.spec, ["project"])],
		"arguments": {
			"application": workload.name(application.resource),
			"destination": fault.shown,
			"project": argo.project(application),
			"permitted": concat(", ", array.slice([_shown(entry) | some entry in permitted], 0, 5)),
		},
	}
}

findings contains finding if {
	some application in argo.applications
	paths := _open(application)
	count(paths) > 0
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": application.resource.id,
		"path": paths[0],
		"arguments": {"application": workload.name(application.resource)},
	}
}

# One project that cannot be told is one question, however many Applications it has.
findings contains finding if {
	some project in input.resources
	project.type == "argoproj.io/AppProject"
	value.partly_unknown(project, ["spec", "destinations"])
	_is_used(project)
	finding := {
		"messageId": "unknown_project",
		"kind": "open",
		"subject": project.id,
		"path": ["spec", "destinations"],
		"arguments": {"project": project.object.metadata.name},
	}
}

_is_used(project) if {
	some application in argo.applications
	some other in _projects(application)
	other.id == project.id
}

_shown(place) := concat("/", [_cluster(place), place.namespace])

_cluster(place) := place.server if place.server != ""

_cluster(place) := place.name if place.server == ""

# _permitted lists the destinations of the project, of all that have its name: several Argo CDs may keep theirs in one
# repository. It is undefined where none of them is known: then it stands elsewhere.
_permitted(application) := permitted if {
	permitted := array.concat(_here(application), _elsewhere(application))
	count(permitted) > 0
	not _project_unknown(application)
}

_here(application) := [_entry(written) |
	some project in _projects(application)
	some written in value.get_or(project, ["spec", "destinations"], [])
	is_object(written)
]

_projects(application) := [project |
	name := argo.project(application)
	some project in input.resources
	project.type == "argoproj.io/AppProject"
	project.object.metadata.name == name
	project.namespace == application.resource.namespace
]

_elsewhere(application) := [_entry(written) |
	count(_projects(application)) == 0
	name := argo.project(application)
	some other in input.facts.objects[application.resource.namespace]
	other.type == "argoproj.io/AppProject"
	other.name == name
	some written in other.spec.destinations
	is_object(written)
]

_entry(written) := {key: text |
	some key in ["server", "name", "namespace"]
	text := object.get(written, key, "")
}

_project_unknown(application) if {
	some project in _projects(application)
	value.partly_unknown(project, ["spec", "destinations"])
}

_unknown(application) if value.partly_unknown(application.resource, array.concat(application.spec, ["destination"]))

# What is not known matters only where the project does not let everything go everywhere.
_open(application) := [path |
	not _anywhere(application)
	some key in ["namespace", "server", "name"]
	path := array.concat(application.spec, ["destination", key])
	value.unknown(application.resource, path)
] if {
	_permitted(application)
}

_anywhere(application) if {
	some entry in _permitted(application)
	entry.namespace == "*"
	"*" in {entry.server, entry.name}
}

# As Argo CD does it: one entry has to match, and none may exclude.
_within(place, permitted) if {
	some entry in permitted
	_cluster_matches(entry, place)
	_namespace_matches(entry, place)
	not _excluded(place, permitted)
}

_excluded(place, permitted) if {
	some entry in permitted
	startswith(entry.namespace, "!")
	not _namespace_matches(entry, place)
	_cluster_matches(entry, place)
}

_excluded(place, permitted) if {
	some entry in permitted
	some key in ["server", "name"]
	startswith(entry[key], "!")
	place[key] != ""
	not argo.templated(place[key])
	not _matches(entry[key], place[key])
}

_namespace_matches(entry, place) if _matches(entry.namespace, place.namespace)

_namespace_matches(_, place) if argo.templated(place.namespace)

_cluster_matches(entry, place) if {
	some key in ["server", "name"]
	known := _known(place)[key]
	known != ""
	_matches(entry[key], known)
}

_cluster_matches(_, place) if {
	some key in ["server", "name"]
	argo.templated(place[key])
}

# A name and an address may mean the same cluster, where neither is the one that Argo CD itself runs in.
_cluster_matches(entry, place) if {
	some key in ["server", "name"]
	_known(place)[key] == ""
	not entry[key] in {"", _own.server, _own.name}
	not _is_own(place)
}

_own := {"server": "https://kubernetes.default.svc", "name": "in-cluster"}

_is_own(place) if {
	some key in ["server", "name"]
	place[key] == _own[key]
}

_known(place) := _own if _is_own(place)

_known(place) := place if not _is_own(place)

_matches(pattern, text) if {
	not startswith(pattern, "!")
	glob.match(pattern, null, text)
}

_matches(pattern, text) if {
	startswith(pattern, "!")
	not glob.match(substring(pattern, 1, -1), null, text)
}

# What is wrong: the namespace, unless it is the cluster that no entry has.
_wrong(place, permitted) := "namespace" if _cluster_is_among(place, permitted)

_wrong(place, permitted) := key if {
	not _cluster_is_among(place, permitted)
	key := [key | some key in ["server", "name", "namespace"]; place[key] != ""][0]
}

# What a set writes for all of its Applications is one thing to mend, however many they are.
_at_fault(place, permitted) := {"path": place.element, "shown": _shown(place)} if _wrong(place, permitted) in place.filled

_at_fault(place, permitted) := {"path": array.concat(place.path, [wrong]), "shown": _shown(place.written)} if {
	wrong := _wrong(place, permitted)
	not wrong in place.filled
}

_cluster_is_among(place, permitted) if {
	some entry in permitted
	_cluster_matches(entry, place)
}
