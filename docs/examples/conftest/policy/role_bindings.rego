package main

# METADATA
# title: Roles that a team may be given
# custom: { severity: high }
deny_role_binding contains {"msg": msg, "path": "roleRef.name"} if {
	input.kind == "RoleBinding"
	input.roleRef.name != "admin"
	msg := sprintf("RoleBinding %s binds %s; teams are given admin.", [input.metadata.name, input.roleRef.name])
}
