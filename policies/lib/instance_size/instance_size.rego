# METADATA
# title: Sizes of machines
# description: |
#   AWS names its machines family.size (m7i.4xlarge, db.r6g.large, cache.t4g.micro), and counts sizes of one family in
#   normalized units for reservations: a large is 4, an xlarge 8, an nxlarge n times 8. They are the order here too.
# scope: package
package lib.instance_size

# units is how large a machine of this type or size is. What has no size in its name (db.serverless) has none.
units(type) := found if {
	parts := split(type, ".")
	some part in array.slice(parts, _first(parts), count(parts))
	found := _units(part)
}

_first(parts) := 0 if count(parts) == 1

_first(parts) := 1 if count(parts) > 1

_units(size) := _named[size]

_units(size) := to_number(found[0][1]) * 8 if {
	found := regex.find_all_string_submatch_n(`^(?:metal-)?([0-9]{1,3})xl(?:arge)?$`, size, 1)
	count(found) == 1
}

# A machine of bare metal without a number is the largest of its family.
_named := {
	"nano": 0.25,
	"micro": 0.5,
	"small": 1,
	"medium": 2,
	"large": 4,
	"xlarge": 8,
	"metal": 1000,
}
