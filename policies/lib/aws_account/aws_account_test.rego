package lib.aws_account_test

import data.lib.aws_account

test_accounts_are_read_wherever_they_stand if {
	aws_account.of("111111111111") == "111111111111"
	aws_account.of("arn:aws:iam::111111111111:role/x") == "111111111111"
	aws_account.of("arn:aws-cn:sqs:cn-north-1:111111111111:q") == "111111111111"
	aws_account.of("111111111111/sg-0abc") == "111111111111"
}

test_what_names_none_has_none if {
	not aws_account.of("arn:aws:s3:::bucket")
	not aws_account.of("1111111111112")
	not aws_account.of("system:masters")
}
