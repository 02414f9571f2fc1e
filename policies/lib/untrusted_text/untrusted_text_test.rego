package lib.untrusted_text_test

import data.lib.untrusted_text

_script(events) := {"events": events, "step": {}, "job": {}, "resource": {"object": {}}}

_source(events, expression) := untrusted_text.source(_script(events), expression)

test_text_of_strangers_is_named if {
	_source({"issues"}, " github.event.issue.title ") == "event.issue.title"
	_source({"pull_request"}, "github.head_ref") == "head_ref"
	_source({"push"}, "github.event.commits[0].message") == "event.commits[0].message"
	_source({"*"}, "github.event.comment.body") == "event.comment.body"
}

test_what_the_event_does_not_have_is_empty if {
	not _source({"push"}, "github.event.issue.title")
	not _source({"issues"}, "github.head_ref")
}

test_numbers_commits_and_names_of_people_are_no_text if {
	not _source({"pull_request_target"}, "github.event.pull_request.head.sha")
	not _source({"pull_request_target"}, "github.event.pull_request.number")
	not _source({"pull_request_target"}, "github.event.pull_request.user.login")
	not _source({"pull_request_target"}, "github.event.pull_request.base.ref")
}

test_questions_have_answers_that_are_no_text if {
	not _source({"issues"}, "contains(github.event.issue.title, 'bug')")
	not _source({"pull_request"}, "github.head_ref == 'main'")
	not _source({"pull_request"}, "github.head_ref == 'main' && 'a' || 'b'")
	not _source({"issues"}, "!github.event.issue.body")
}

test_a_choice_may_give_the_text if {
	_source({"pull_request"}, "github.event_name == 'pull_request' && github.head_ref || github.ref_name") == "head_ref"
	_source({"issues"}, "format('{0}', github.event.issue.title)") == "event.issue.title"
	_source({"issues"}, "toJSON(github.event.issue.title)") == "event.issue.title"
}

test_the_environment_of_expressions_is_followed if {
	script := object.union(_script({"issues"}), {"job": {"env": {"TITLE": "${{ github.event.issue.title }}"}}})
	untrusted_text.source(script, " env.TITLE ") == "env.TITLE (event.issue.title)"
	not untrusted_text.source(script, " env.OTHER ")
}
