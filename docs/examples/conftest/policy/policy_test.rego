package main

namespace_object := {
	"apiVersion": "v1",
	"kind": "Namespace",
	"metadata": {
		"name": "courts",
		"annotations": {
			"cloud-platform.justice.gov.uk/business-unit": "HMPPS",
			"cloud-platform.justice.gov.uk/application": "Courts",
			"cloud-platform.justice.gov.uk/owner": "courts@example.com",
			"cloud-platform.justice.gov.uk/source-code": "https://example.com/courts",
			"cloud-platform.justice.gov.uk/slack-channel": "courts",
		},
		"labels": {"pod-security.kubernetes.io/enforce": "restricted"},
	},
}

annotations := {
	"prefix": "cloud-platform.justice.gov.uk",
	"annotations": ["business-unit", "application", "owner", "source-code", "slack-channel"],
}

in_courts := {"dir": "/infra/namespaces/live/courts/resources", "name": "main.tf"}

test_service_account if {
	count(deny_cluster_objects) == 1 with input as {"kind": "ServiceAccount", "metadata": {"name": "ci"}}
}

test_role_is_no_cluster_object if {
	count(deny_cluster_objects) == 0 with input as {"kind": "Role", "metadata": {"name": "ci"}}
}

test_binding_of_another_role if {
	count(deny_role_binding) == 1 with input as binding("cluster-admin")
}

test_binding_of_admin if {
	count(deny_role_binding) == 0 with input as binding("admin")
}

binding(role) := {"kind": "RoleBinding", "metadata": {"name": "team"}, "roleRef": {"kind": "ClusterRole", "name": role}}

test_namespace_says_everything if {
	count(deny_namespace) == 0 with input as namespace_object with data.namespaces as annotations
}

test_namespace_says_nothing if {
	bare := {"kind": "Namespace", "metadata": {"name": "courts"}}
	count(deny_namespace) == 2 with input as bare with data.namespaces as annotations
}

test_variable_of_its_folder if {
	variable := {"variable": {"namespace": [{"default": "courts"}]}}
	count(deny_terraform_namespace) == 0 with input as variable with data.conftest.file as in_courts
}

test_variable_of_another_folder if {
	variable := {"variable": {"namespace": [{"default": "prisons"}]}}
	count(deny_terraform_namespace) == 1 with input as variable with data.conftest.file as in_courts
}

test_secret_of_another_namespace if {
	secret := {"resource": {"kubernetes_secret": {"s3": [{"metadata": [{"name": "s3", "namespace": "prisons"}]}]}}}
	count(deny_terraform_namespace) == 1 with input as secret with data.conftest.file as in_courts
}

test_secret_of_the_variable if {
	metadata := [{"name": "s3", "namespace": "${var.namespace}"}]
	secret := {"resource": {"kubernetes_secret": {"s3": [{"metadata": metadata}]}}}
	count(deny_terraform_namespace) == 0 with input as secret with data.conftest.file as in_courts
}

test_iam_role if {
	count(warn_iam) == 1 with input as {"resource": {"aws_iam_role": {"lambda": [{"name": "lambda"}]}}}
}

test_bucket_is_no_iam if {
	count(warn_iam) == 0 with input as {"resource": {"aws_s3_bucket": {"logs": [{"bucket": "logs"}]}}}
}
