# METADATA
# title: Which versions a constraint allows
# description: |
#   Reads constraints as Terraform, Helm and npm write them, as far as needed to tell the highest major version that may be
#   chosen. What cannot be read is undefined.
# scope: package
package lib.version_range

# highest_major is the highest major version that a constraint allows; `unbounded` where there is none.
highest_major(constraint) := highest if {
	is_string(constraint)
	clauses := _clauses(constraint)
	count(clauses) > 0
	ceilings := [ceiling | some clause in clauses; ceiling := _ceiling(clause)]
	highest := min(array.concat(ceilings, [unbounded]))
}

highest_major("") := unbounded

# unbounded is larger than any major version, calendar versions included.
unbounded := 1000000000

# A constraint of alternatives (`1.x || 2.x`) or with words is left alone.
_clauses(constraint) := regex.find_all_string_submatch_n(`(>=|<=|!=|~>|=|>|<|\^|~)?\s*v?([0-9]{1,8}|[xX*])((?:\.(?:[0-9]{1,9}|[xX*]))*)(?:[-+][0-9A-Za-z.+-]+)?`, constraint, -1) if {
	regex.match(`^\s*(?:(?:>=|<=|!=|~>|=|>|<|\^|~)?\s*v?(?:[0-9]{1,8}|[xX*])(?:\.(?:[0-9]{1,9}|[xX*]))*(?:[-+][0-9A-Za-z.+-]+)?[\s,]*)+$`, constraint)
}

_ceiling(clause) := to_number(clause[2]) if {
	clause[1] in {"", "=", "~>", "^", "~", "<="}
	not clause[2] in {"x", "X", "*"}
}

# Below 5, 5.0 or 5.0.0 there is no 5; below 5.1 there is.
_ceiling(clause) := to_number(clause[2]) - 1 if {
	clause[1] == "<"
	not clause[2] in {"x", "X", "*"}
	regex.match(`^(\.0)*$`, clause[3])
}

_ceiling(clause) := to_number(clause[2]) if {
	clause[1] == "<"
	not clause[2] in {"x", "X", "*"}
	not regex.match(`^(\.0)*$`, clause[3])
}

# move tells what happens between two constraints: `higher` or `lower` where another major version is the highest, and
# `opened` where there is no highest any more. It is undefined where that stays, or where one is set for the first time.
move(before, after) := "opened" if {
	highest_major(after) == unbounded
	highest_major(before) < unbounded
}

move(before, after) := "higher" if {
	highest_major(after) < unbounded
	highest_major(after) > highest_major(before)
}

move(before, after) := "lower" if {
	highest_major(before) < unbounded
	highest_major(after) < highest_major(before)
}
