# METADATA
# title: Applications of Argo CD
# description: Where Applications, and the sets that make them, say which project they belong to and where they go.
# scope: package
# custom:
#   kinds:
#     argo_application:
#       - argoproj.io/Application
#       - argoproj.io/ApplicationSet
package lib.argo

import data.lib.value

_specs := {
	"argoproj.io/Application": ["spec"],
	"argoproj.io/ApplicationSet": ["spec", "template", "spec"],
}

# applications has each Application and each set of the root, with the path of its spec.
applications := [{"resource": resource, "spec": spec} |
	some resource in input.resources
	spec := _specs[resource.type]
]

# project is the project of an Application: Argo CD takes an empty one for "default". It is undefined where it is not
# known, or where a set fills it in later.
project(application) := name if {
	written := value.get_or(application.resource, array.concat(application.spec, ["project"]), "")
	is_string(written)
	not templated(written)
	name := _named(written)
}

_named("") := "default"

_named(written) := written if written != ""

# templated holds for a text that a set fills in for each of its Applications.
templated(text) if contains(text, "{{")

# destinations lists where an Application goes: {server, name, namespace}, "" where nothing is said, with the path of the
# block, and what is written there. A set with a list has one for each element: `element` is its path, and `filled` are
# the keys that it fills in.
destinations(application) := [object.union(place.texts, {
	"path": place.path,
	"written": place.texts,
	"element": [],
	"filled": [],
})] if {
	count(_elements(application.resource)) == 0
	place := _place(application)
}

destinations(application) := [destination |
	place := _place(application)
	some element in _elements(application.resource)
	texts := {key: strings.replace_n(_placeholders(element.values), text) | some key, text in place.texts}
	destination := object.union(texts, {
		"path": place.path,
		"written": place.texts,
		"element": element.path,
		"filled": [key | some key in _keys; texts[key] != place.texts[key]],
	})
] if {
	count(_elements(application.resource)) > 0
}

_keys := ["server", "name", "namespace"]

_place(application) := {"path": path, "texts": {key: _text(written, key) | some key in _keys}} if {
	path := array.concat(application.spec, ["destination"])
	written := value.get(application.resource, path)
}

_text(written, key) := text if {
	text := object.get(written, key, "")
	is_string(text)
} else := ""

# Only lists say by themselves what is filled in.
_elements(resource) := [{"path": array.concat(list, [index]), "values": values} |
	resource.type == "argoproj.io/ApplicationSet"
	some generator, _ in value.get_or(resource, ["spec", "generators"], [])
	list := ["spec", "generators", generator, "list", "elements"]
	some index, values in value.get_or(resource, list, [])
	is_object(values)
]

_placeholders(values) := {concat("", [opening, key, closing]): text |
	some key, text in values
	is_string(text)
	some opening in ["{{", "{{ ", "{{.", "{{ ."]
	some closing in ["}}", " }}"]
}
