package main

# METADATA
# title: Terraform of a namespace stays in its folder
# custom: { severity: high }
deny_terraform_namespace contains msg if {
	input.variable.namespace[_].default != folder
	msg := sprintf("The variable namespace is %s, and this is the folder of %s.", [
		input.variable.namespace[_].default,
		folder,
	])
}

deny_terraform_namespace contains {"msg": msg, "resource": address} if {
	namespace := input.resource[type][name][_].metadata[_].namespace
	startswith(type, "kubernetes_")
	not startswith(namespace, "${")
	namespace != folder
	address := sprintf("%s.%s", [type, name])
	msg := sprintf("%s goes to the namespace %s, and this is the folder of %s.", [address, namespace, folder])
}

# …/namespaces/<cluster>/<namespace>/resources
folder := regex.find_all_string_submatch_n(`/namespaces/[^/]+/([^/]+)`, data.conftest.file.dir, 1)[0][1]
