package main

import rego.v1

deny contains message if {
	input.kind == "RoleBinding"
	input.roleRef.name != "admin"
	message := concat("", [input.metadata.name, " binds the role ", input.roleRef.name])
}

deny contains message if {
	input.kind == "RoleBinding"
	some subject in input.subjects
	subject.kind == "Group"
	not startswith(subject.name, "github:")
	message := concat("", [input.metadata.name, " binds the group ", subject.name])
}

deny contains message if {
	input.kind in {"ClusterRole", "ClusterRoleBinding"}
	message := concat("", [input.metadata.name, " is not limited to a namespace"])
}

deny contains message if {
	input.kind in {"ClusterRole", "Role"}
	some rule in input.rules
	some verb in rule.verbs
	verb == "*"
	message := concat("", [input.metadata.name, " allows every verb"])
}
