package lib.party_test

import data.lib.party

test_what_stands_in_a_namespace_speaks_for_its_owner if {
	party.of({"type": "core/Pod", "owner": ["a"], "pathOwner": ["b"]}) == ["a"]
	party.of({"type": "core/Pod", "owner": [], "pathOwner": ["b"]}) == ["b"]
}

test_terraform_speaks_for_the_owner_of_its_files if {
	party.of({"type": "aws_s3_bucket", "owner": ["a"], "pathOwner": ["b"]}) == ["b"]
	party.of({"type": "aws_s3_bucket", "owner": ["a"], "pathOwner": []}) == ["a"]
}
