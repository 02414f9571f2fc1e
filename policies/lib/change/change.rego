# METADATA
# title: What a change does
# description: Which changes delete and which edit, and what both sides say about a value.
# scope: package
package lib.change

import data.lib.value
import data.lib.workload

# deletes holds where the thing goes away. A plan's list of actions that nobody knows counts as destructive.
deletes(item) if {
	item.action == "delete"
	item.before != null
}

deletes(item) if {
	item.action == "unknown"
	item.before != null
	item.after == null
}

# edits holds where the thing was there before and is there afterwards.
edits(item) if {
	item.before != null
	item.after != null
}

# differs holds where both sides are known and do not say the same; what is absent differs from what is there.
differs(item, path) if {
	not value.unknown(item.before, path)
	not value.unknown(item.after, path)
	object.get(item.before.object, path, null) != object.get(item.after.object, path, null)
}

# became_unknown holds where a value was known, or absent, and cannot be told any more. Where it cannot be told on
# either side, the change says nothing about it.
became_unknown(item, path) if {
	value.unknown(item.after, path)
	not value.unknown(item.before, path)
}

# rewritten holds where a value, or something around it, is unknown on both sides, and not for the same reason.
rewritten(item, path) if {
	pointers := object.keys(item.rewritten)
	some n in numbers.range(0, count(path))
	value.pointer(array.slice(path, 0, n)) in pointers
}

# side is the one that a finding's path goes into: the head, or the base where there is no head.
side(item) := item.after if item.after != null

side(item) := item.before if item.after == null

# name is how people call what changes: kind and name for Kubernetes, the address for Terraform.
name(item) := workload.name(side(item)) if contains(item.type, "/")

name(item) := item.address if not contains(item.type, "/")

# read_as_resource holds for a module call that stands among the changes as the resource that it makes as well, called
# after the call: `module.orders:aws_db_instance`.
read_as_resource(item) if {
	item.type == "module"
	item.address in _read_modules
}

_read_modules := {split(item.address, ":")[0] |
	some item in input.changes
	item.type != "module"
	startswith(item.address, "module.")
	endswith(item.address, concat("", [":", item.type]))
}
