# METADATA
# title: Accounts of AWS
# description: Reads the number of an account from whatever names a principal or a thing of it.
# scope: package
package lib.aws_account

# of is the account that an ARN, the user of a security group (`account/sg-…`), or the number itself names. It is
# undefined where none is named.
of(text) := found[1] if {
	[found] := regex.find_all_string_submatch_n(`^(?:arn:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)?([0-9]{12})(?:$|[:/])`, text, 1)
}
