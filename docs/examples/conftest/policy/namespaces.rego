package main

# METADATA
# title: What every namespace says about itself
deny_namespace contains {"msg": msg, "path": "metadata.annotations"} if {
	input.kind == "Namespace"
	some name in data.namespaces.annotations
	annotation := sprintf("%s/%s", [data.namespaces.prefix, name])
	object.get(input, ["metadata", "annotations", annotation], "") == ""
	msg := sprintf("Namespace %s has no annotation %s.", [input.metadata.name, annotation])
}

deny_namespace contains {"msg": msg, "path": "metadata.labels"} if {
	input.kind == "Namespace"
	label := "pod-security.kubernetes.io/enforce"
	level := object.get(input, ["metadata", "labels", label], "not set")
	level != "restricted"
	msg := sprintf("Namespace %s: %s is %s; it has to be restricted.", [input.metadata.name, label, level])
}
