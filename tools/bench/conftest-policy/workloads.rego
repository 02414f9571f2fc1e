package main

import rego.v1

workloads := {"CronJob", "DaemonSet", "Deployment", "Job", "Pod", "StatefulSet"}

pod_spec := input.spec if input.kind == "Pod"

pod_spec := input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

pod_spec := input.spec.template.spec if input.kind in workloads - {"CronJob", "Pod"}

deny contains message if {
	some container in pod_spec.containers
	object.get(container, ["resources", "limits", "memory"], null) == null
	message := concat("", [container.name, " has no memory limit"])
}

deny contains message if {
	some container in pod_spec.containers
	object.get(container, ["resources", "requests", "cpu"], null) == null
	message := concat("", [container.name, " requests no processor time"])
}

deny contains message if {
	some container in pod_spec.containers
	endswith(container.image, ":latest")
	message := concat("", [container.name, " runs a version that may change: ", container.image])
}

deny contains message if {
	some container in pod_spec.containers
	container.securityContext.privileged == true
	message := concat("", [container.name, " is privileged"])
}

deny contains message if {
	some container in pod_spec.containers
	not runs_as_non_root(container)
	message := concat("", [container.name, " may run as root"])
}

runs_as_non_root(container) if container.securityContext.runAsNonRoot == true

runs_as_non_root(_) if pod_spec.securityContext.runAsNonRoot == true
