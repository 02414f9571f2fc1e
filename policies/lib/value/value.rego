# METADATA
# title: Reading values that may be unknown
# description: |
#   An unknown value is neither there nor absent. Rules read resources only through this package, so that they have
#   to say what they do about it.
# scope: package
package lib.value

# at tells the state of the value at a path of a resource, or of one side of a change. A null is an absent value, as
# it is for Kubernetes and Terraform.
at(item, path) := {"state": "unknown", "value": null} if unknown(item, path)

at(item, path) := {"state": "absent", "value": null} if absent(item, path)

at(item, path) := {"state": "known", "value": value} if value := get(item, path)

# get is the value, defined only where it is known and there.
get(item, path) := value if {
	not unknown(item, path)
	value := object.get(item.object, path, null)
	value != null
}

known(item, path) if _ := get(item, path)

absent(item, path) if {
	not unknown(item, path)
	object.get(item.object, path, null) == null
}

# get_or is the value, or the default where it is absent. It is undefined where the value is unknown.
get_or(item, path, _) := get(item, path)

get_or(item, path, default_value) := default_value if absent(item, path)

# unknown holds where the value itself or something around it is unknown.
unknown(item, path) if {
	count(item.unknown) > 0
	some n in numbers.range(0, count(path))
	pointer(array.slice(path, 0, n)) in object.keys(item.unknown)
}

# partly_unknown holds where the value, something around it or something within it is unknown.
partly_unknown(item, path) if unknown(item, path)

partly_unknown(item, path) if {
	count(item.unknown) > 0
	prefix := concat("", [pointer(path), "/"])
	some key in object.keys(item.unknown)
	startswith(key, prefix)
}

# secret holds where the value was masked.
secret(item, path) if get(item, path)["$secret"]

# pointer is the JSON Pointer (RFC 6901) of a path.
pointer(path) := concat("", [step |
	some part in path
	step := _step(part)
])

_step(part) := concat("", ["/", replace(replace(_text(part), "~", "~0"), "/", "~1")])

_text(part) := part if is_string(part)

_text(part) := json.marshal(part) if is_number(part)
