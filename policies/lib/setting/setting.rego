# METADATA
# title: Settings as people write them
# description: Terraform takes true and "true", 22 and "22" for the same; so do rules, through this package.
# scope: package
package lib.setting

# on holds for a true, off for a false, as Terraform reads them.
on(setting) if setting == true

on(setting) if setting == "true"

off(setting) if setting == false

off(setting) if setting == "false"

# number is the number that a setting stands for, undefined where it is none.
number(setting) := setting if is_number(setting)

number(setting) := to_number(setting) if {
	is_string(setting)
	regex.match(`^-?[0-9]{1,15}(\.[0-9]{1,9})?$`, setting)
}

# list takes one value for a list of one, as AWS does in policy documents; what is no value is no list.
list(setting) := setting if is_array(setting)

list(setting) := [setting] if is_string(setting)

list(setting) := [setting] if is_object(setting)

list(setting) := [] if {
	not is_array(setting)
	not is_string(setting)
	not is_object(setting)
}
