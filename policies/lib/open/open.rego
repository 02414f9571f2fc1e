# METADATA
# title: Where the unknown begins
# description: |
#   Finds the unknown values of a resource that decide what a rule reads, so that one unknown value gives one open
#   finding, however many leaves hang below it.
# scope: package
package lib.open

# paths lists the unknown values that are, or hold, what stands at the pattern: a path in which "#" is any index of a
# list and "*" any key. What is unknown below the pattern's end is not among them: that something is there is known.
paths(item, pattern) := [path |
	count(item.unknown) > 0
	some pointer, _ in item.unknown
	parts := _parts(pointer)
	count(parts) <= count(pattern)
	path := [part |
		some index, text in parts
		part := _part(pattern[index], text)
	]
	count(path) == count(parts)
]

_parts("") := []

_parts(pointer) := [part |
	some text in array.slice(split(pointer, "/"), 1, count(pointer))
	part := replace(replace(text, "~1", "/"), "~0", "~")
] if {
	pointer != ""
}

_part("#", text) := to_number(text) if regex.match(`^[0-9]{1,9}$`, text)

_part("*", text) := text

_part(key, text) := text if key == text

_part(index, text) := index if json.marshal(index) == text
