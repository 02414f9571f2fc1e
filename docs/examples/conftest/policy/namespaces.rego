package main

# METADATA
# title: What every namespace says about itself
deny_namespace contains {"msg": msg, "path": "metadata.annotations"} if {
	input.kind == "Namespace"
	missing := [name |
		some name in data.namespaces.annotations
		annotation := sprintf("%s/%s", [data.namespaces.prefix, name])
		object.get(input, ["metadata", "annotations", annotation], "") == ""
	]
	count(missing) > 0
	msg := sprintf("Namespace %s lacks annotations of %s: %s.", [
		input.metadata.name,
		data.namespaces.prefix,
		concat(", ", missing),
	])
}

deny_namespace contains {"msg": msg, "path": "metadata.labels"} if {
	input.kind == "Namespace"
	label := "pod-security.kubernetes.io/enforce"
	level := object.get(input, ["metadata", "labels", label], "not set")
	level != "restricted"
	msg := sprintf("Namespace %s: %s is %s; it has to be restricted.", [input.metadata.name, label, level])
}
