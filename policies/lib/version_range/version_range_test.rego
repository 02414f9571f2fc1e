package lib.version_range_test

import data.lib.version_range

test_the_highest_major_version_is_told if {
	version_range.highest_major("1.2.3") == 1
	version_range.highest_major("v2.0.0-rc.1") == 2
	version_range.highest_major("~> 4.0") == 4
	version_range.highest_major(">= 3.63, < 5.0.0") == 4
	version_range.highest_major(">= 3.63, < 5.1") == 5
	version_range.highest_major(">=1.0.0 <2.0.0") == 1
	version_range.highest_major("^1.2") == 1
	version_range.highest_major("1.x.x") == 1
	version_range.highest_major("<= 5.99, != 5.3") == 5
}

test_some_constraints_have_no_highest if {
	every constraint in ["", ">= 3.0", "*", "> 2, != 4.0"] {
		version_range.highest_major(constraint) == version_range.unbounded
	}
}

test_what_is_no_constraint_is_not_read if {
	every text in ["main", "1.x || 2.x", "1.0 - 2.0", "release-4"] { not version_range.highest_major(text) }
	not version_range.highest_major(4)
}

test_moves_are_told if {
	version_range.move("~> 4.0", "~> 5.0") == "higher"
	version_range.move("~> 5.0", "~> 4.0") == "lower"
	version_range.move("~> 5.0", ">= 4.0") == "opened"
	not version_range.move("~> 5.0", "~> 5.60")
	not version_range.move(">= 4.0", ">= 5.0")
	not version_range.move("", "~> 5.0")
	not version_range.move("4.0", "main")
}
