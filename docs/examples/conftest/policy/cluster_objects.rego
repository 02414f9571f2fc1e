package main

# METADATA
# title: Kinds that only the platform team makes
# custom: { severity: high }
deny_cluster_objects contains msg if {
	input.kind in {"ClusterRole", "ClusterRoleBinding", "ServiceAccount"}
	msg := sprintf("%s %s: this kind is made by the platform team, with its service account module.", [
		input.kind,
		input.metadata.name,
	])
}
