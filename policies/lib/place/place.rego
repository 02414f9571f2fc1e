# METADATA
# title: Places of a pattern
# description: Where a pattern leads in a resource, for settings that stand in a block which may be repeated.
# scope: package
package lib.place

import data.lib.value

# at lists the paths that a pattern leads to: "#", which it may have once, is every element of a list that is there.
at(_, pattern) := [pattern] if not "#" in pattern

at(item, pattern) := [array.concat(array.concat(head, [index]), tail) |
	mark := [index | some index, step in pattern; step == "#"][0]
	head := array.slice(pattern, 0, mark)
	tail := array.slice(pattern, mark + 1, count(pattern))
	some index, _ in value.get(item, head)
] if {
	"#" in pattern
}

# dotted writes a path for people: the names of its arguments, without the places in lists.
dotted(path) := concat(".", [step | some step in path; is_string(step)])
