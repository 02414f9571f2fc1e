package lib.iam_change_test

import data.lib.iam_change

_allow(actions, resources) := object.union(_blank, {"actions": actions, "resources": resources})

_blank := {
	"path": ["policy"], "allow": true, "actions": [], "not_actions": [], "resources": [], "not_resources": [],
	"principals": [], "not_principals": [], "conditions": [], "unknown": [],
}

_wild(before, after) := {[atom.action, atom.resource] | some atom in iam_change.wildcards(before, after)}

_bucket := "arn:aws:s3:::b/*"

test_a_new_wildcard_over_actions_is_found if {
	_wild([_allow(["s3:getobject"], [_bucket])], [_allow(["s3:*"], [_bucket])]) == {["s3:*", _bucket]}
	_wild([_allow(["s3:getobject"], [_bucket])], [_allow(["s3:put*"], [_bucket])]) == {["s3:put*", _bucket]}
}

test_a_wildcard_that_was_there_is_quiet if {
	_wild([_allow(["s3:*"], [_bucket])], [_allow(["s3:*"], [_bucket, "arn:aws:s3:::c/*"])]) == set()
	_wild([_allow(["*"], ["*"])], [_allow(["s3:*"], ["*"])]) == set()
}

test_named_grants_are_quiet if {
	_wild([], [_allow(["s3:getobject", "s3:putobject", "s3:get*", "s3:list*"], [_bucket])]) == set()
	_wild([], [_allow(["sqs:sendmessage"], ["arn:aws:sqs:eu-west-2:111111111111:queue"])]) == set()
}

test_every_resource_is_found if {
	_wild([], [_allow(["sqs:sendmessage"], ["*"])]) == {["sqs:sendmessage", "*"]}
	_wild([], [_allow(["iam:createrole"], ["arn:aws:iam::111111111111:role/*"])]) == {["iam:createrole", "arn:aws:iam::111111111111:role/*"]}
	_wild([], [_allow(["s3:getobject"], ["arn:aws:s3:::*"])]) == {["s3:getobject", "arn:aws:s3:::*"]}
	_wild([_allow(["s3:*"], [_bucket])], [_allow(["s3:*"], ["*"])]) == {["s3:*", "*"]}
}

test_looking_around_is_quiet if {
	_wild([], [_allow(["s3:listallmybuckets", "ec2:describe*", "cloudwatch:getmetricdata", "ecr:getauthorizationtoken"], ["*"])]) == set()
	_wild([], [_allow(["textract:analyzedocument", "cloudwatch:putmetricdata"], ["*"])]) == set()
	_wild([], [_allow(["secretsmanager:getsecretvalue"], ["*"])]) == {["secretsmanager:getsecretvalue", "*"]}
}

test_a_condition_that_is_gone_is_found if {
	restricted := object.union(_allow(["s3:*"], ["*"]), {"conditions": [{"test": "stringequals", "variable": "aws:region", "values": ["a"]}]})
	_wild([restricted], [_allow(["s3:*"], ["*"])]) == {["s3:*", "*"]}
	_wild([_allow(["s3:*"], ["*"])], [restricted]) == set()
}

test_all_but_something_is_found if {
	every_but := object.union(_blank, {"not_actions": ["iam:*"], "resources": ["*"]})
	count(iam_change.exceptions([], [every_but])) == 1
	count(iam_change.exceptions([every_but], [every_but])) == 0
}

test_all_but_more_than_before_is_quiet if {
	every_but := object.union(_blank, {"not_actions": ["iam:*"], "resources": ["*"]})
	more_left_out := object.union(every_but, {"not_actions": ["iam:*", "sts:*"]})
	count(iam_change.exceptions([every_but], [more_left_out])) == 0
	count(iam_change.exceptions([more_left_out], [every_but])) == 1
	named := object.union(every_but, {"resources": [_bucket]})
	count(iam_change.exceptions([every_but], [named])) == 0
	count(iam_change.exceptions([named], [every_but])) == 1
	count(iam_change.exceptions([named], [object.union(named, {"unknown": ["resources"]})])) == 1
}

test_all_but_something_without_its_condition_is_found if {
	every_but := object.union(_blank, {"not_actions": ["iam:*"], "resources": ["*"]})
	restricted := object.union(every_but, {"conditions": [{"test": "stringequals", "variable": "aws:region", "values": ["a"]}]})
	count(iam_change.exceptions([restricted], [every_but])) == 1
	count(iam_change.exceptions([every_but], [restricted])) == 0
}

test_an_account_and_its_root_are_one if {
	short := object.union(_allow(["sts:assumerole"], []), {"principals": [{"type": "AWS", "id": "111111111111"}]})
	long := object.union(short, {"principals": [{"type": "AWS", "id": "arn:aws:iam::111111111111:root"}]})
	role := object.union(short, {"principals": [{"type": "AWS", "id": "arn:aws:iam::111111111111:role/a"}]})
	count(iam_change.trusted([short], [long])) == 0
	count(iam_change.trusted([long], [short])) == 0
	count(iam_change.trusted([role], [long])) == 1
}

test_handing_over_roles_is_found if {
	role := "arn:aws:iam::111111111111:role/a"
	count(iam_change.passed([], [_allow(["iam:passrole"], [role])])) == 1
	count(iam_change.passed([_allow(["iam:passrole"], [role])], [_allow(["iam:passrole"], [role])])) == 0
	count(iam_change.passed([_allow(["iam:passrole"], [role])], [_allow(["iam:passrole"], [role, "arn:aws:iam::111111111111:role/b"])])) == 1
}

_trust(id, conditions) := object.union(_allow(["sts:assumerole"], []), {"principals": [{"type": "AWS", "id": id}], "conditions": conditions})

_sub(values) := [{"test": "stringequals", "variable": "token:sub", "values": values}]

test_who_may_take_a_role_is_compared if {
	[found.principal | some found in iam_change.trusted([_trust("a", [])], [_trust("a", []), _trust("b", [])])] == ["b"]
	count(iam_change.trusted([_trust("a", _sub(["x"]))], [_trust("a", [])])) == 1
	count(iam_change.trusted([_trust("a", _sub(["x"]))], [_trust("a", _sub(["x", "y"]))])) == 1
	count(iam_change.trusted([_trust("a", _sub(["x", "y"]))], [_trust("a", _sub(["x"]))])) == 0
	count(iam_change.trusted([_trust("a", [])], [_trust("a", _sub(["x"]))])) == 0
}

_deny(actions, resources) := object.union(_allow(actions, resources), {"allow": false})

test_a_denial_that_is_gone_is_found if {
	count(iam_change.lifted([_deny(["s3:deleteobject"], ["*"])], [])) == 1
	count(iam_change.lifted([_deny(["s3:deleteobject"], ["*"])], [_deny(["s3:deleteobject"], ["*"])])) == 0
	count(iam_change.lifted([_deny(["s3:deleteobject"], ["*"])], [_deny(["s3:*"], ["*"])])) == 0
}

test_patterns_cover_what_they_match if {
	iam_change.covers("s3:get*", "s3:getobject")
	iam_change.covers("s3:*", "s3:get*")
	iam_change.covers("arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*")
	iam_change.covers("s3:getobject?", "s3:getobjects")
	not iam_change.covers("s3:get*", "s3:putobject")
	not iam_change.covers("arn:aws:s3:::b.c/*", "arn:aws:s3:::bxc/a")
	not iam_change.covers("s3:get?", "s3:get*")
}

test_an_unknown_principal_may_be_the_same_one if {
	unknown := object.union(_trust("a", []), {"principals": [], "unknown": ["principals"]})
	count(iam_change.trusted([unknown], [_trust("b", [])])) == 0
	count(iam_change.trusted([unknown], [unknown, _trust("b", [])])) == 1
	count(iam_change.trusted([unknown], [unknown])) == 0
}

test_what_is_unknown_only_now_is_a_doubt if {
	unknown := object.union(_trust("a", []), {"unknown": ["principals"]})
	[doubt.name | some doubt in iam_change.doubts([_trust("a", [])], [unknown])] == ["principals"]
	iam_change.doubts([unknown], [unknown]) == []
	iam_change.doubts([], [object.union(_allow(["s3:getobject"], []), {"unknown": ["resources"]})]) == []
}
