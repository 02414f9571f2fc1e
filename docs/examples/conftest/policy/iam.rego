package main

# METADATA
# title: Roles and policies of IAM
warn_iam contains {"msg": msg, "resource": address} if {
	some type in {"aws_iam_role", "aws_iam_policy", "aws_iam_role_policy", "aws_iam_role_policy_attachment"}
	some name, _ in input.resource[type]
	address := sprintf("%s.%s", [type, name])
	msg := sprintf("%s: ask the platform team to look at it.", [address])
}
