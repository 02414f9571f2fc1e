# METADATA
# title: Parameters of rules
# description: What the configuration sets for a rule, with the defaults of its METADATA filled in by the host.
# scope: package
package lib.parameter

# value is the parameter of a rule, defined only where it has one.
value(rule, name) := found if {
	found := data.parameters[rule][name]
	found != null
}
