package lib.module_source_test

import data.lib.module_source

test_kinds_are_those_of_terraform if {
	module_source.kind("terraform-aws-modules/rds/aws") == "registry"
	module_source.kind("terraform-aws-modules/iam/aws//modules/iam-role") == "registry"
	module_source.kind("app.terraform.io/acme/vpc/aws") == "registry"
	module_source.kind("git::https://example.com/vpc.git?ref=v1.2.0") == "git"
	module_source.kind("github.com/acme/modules//vpc") == "git"
	module_source.kind("git@github.com:acme/modules.git") == "git"
	module_source.kind("s3::https://s3-eu-west-1.amazonaws.com/modules/vpc.zip") == "other"
	module_source.kind("https://example.com/vpc.zip") == "other"
}

test_a_ref_may_be_missing if {
	module_source.ref("git::https://example.com/vpc.git?depth=1&ref=v1.2.0") == "v1.2.0"
	module_source.ref("git::https://example.com/vpc.git") == ""
}

test_a_place_is_the_same_however_it_is_fetched if {
	every source in ["git::https://github.com/acme/modules.git//vpc?ref=v1", "git@github.com:acme/modules.git//vpc", "github.com/acme/modules//vpc", "git::ssh://git@github.com/acme/modules.git?ref=main"] {
		module_source.place(source) == "github.com/acme/modules"
	}
	module_source.place("terraform-aws-modules/iam/aws//modules/iam-role") == "terraform-aws-modules/iam/aws"
}

test_local_calls_are_none if {
	calls := module_source.calls with input as {"resources": [
		{"type": "module", "address": "module.a", "object": {"source": "../vpc"}},
		{"type": "module", "address": "module.b", "object": {"source": "acme/vpc/aws"}},
		{"type": "aws_vpc", "address": "aws_vpc.c", "object": {"source": "acme/vpc/aws"}},
	]}
	[call.resource.address | some call in calls] == ["module.b"]
}
