package lib.setting_test

import data.lib.setting

test_true_is_on_as_text_too if {
	setting.on(true)
	setting.on("true")
	not setting.on("yes")
}

test_false_is_off_as_text_too if {
	setting.off(false)
	setting.off("false")
}

test_a_number_may_be_text if {
	setting.number(22) == 22
	setting.number("22") == 22
	setting.number("-1") == -1
	not setting.number("tcp")
	not setting.number("")
}

test_one_value_is_a_list_of_one if {
	setting.list("a") == ["a"]
	setting.list(["a", "b"]) == ["a", "b"]
	setting.list({"a": 1}) == [{"a": 1}]
	setting.list(null) == []
}
