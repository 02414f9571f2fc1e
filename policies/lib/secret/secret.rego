# METADATA
# title: Where secrets were masked
# description: |
#   Secret values are masked before any rule runs: what stands in their place says which detector found them and what
#   they are called.
# scope: package
package lib.secret

# credential holds for what stands in the place of a real secret: not for placeholders, encrypted text, and data that
# is masked only because of where it stands.
credential(marker) if {
	detector := marker["$secret"].detector
	not detector in ["secret-data", "sensitive", "placeholder", "encrypted"]
}

# evidence is what a finding about these markers rests on. A marker looks the same for another secret, so one that was
# exchanged rests on the whole resource as well: the new secret counts.
evidence(path, markers) := [path, []] if {
	input.side == "head"
	some marker in markers
	marker["$secret"].changed == true
} else := [path]

# masked lists each place of a resource where something was masked. found has what stands there: usually one marker,
# with the inner path []; in a JSON text any number, each with its inner path.
masked(resource) := [{"path": path, "found": found} |
	count(resource.sensitive) > 0
	walk(resource.object, [path, node])
	found := _found(node)
	count(found) > 0
]

_found(node) := [{"inner": [], "marker": node}] if {
	is_object(node)
	node["$secret"]
}

_found(text) := within(text) if is_string(text)

# within lists what was masked in a JSON text.
within(text) := [{"inner": inner, "marker": node} |
	contains(text, `"$secret"`)
	walk(json.unmarshal(text), [inner, node])
	is_object(node)
	node["$secret"]
]
