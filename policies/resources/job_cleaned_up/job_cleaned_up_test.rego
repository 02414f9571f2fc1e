package resources.job_cleaned_up_test

import data.resources.job_cleaned_up

_object(type, annotations, spec, unknown) := {
	"id": "j",
	"type": type,
	"object": {"metadata": {"name": "j", "annotations": annotations}, "spec": spec},
	"unknown": unknown,
}

_found(resource) := {[finding.messageId, object.get(finding, ["fix", "value"], "")] |
	some finding in job_cleaned_up.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-024": {"ttlSeconds": 86400}}
}

test_a_job_without_an_end_is_found if {
	_found(_object("batch/Job", {}, {}, {})) == {["no_ttl", 86400]}
	_found(_object("batch/Job", {}, {"ttlSecondsAfterFinished": 0}, {})) == set()
}

test_hooks_are_cleaned_up_by_those_who_run_them if {
	_found(_object("batch/Job", {"helm.sh/hook": "pre-upgrade"}, {}, {})) == set()
	_found(_object("batch/Job", {"argocd.argoproj.io/hook": "PreSync"}, {}, {})) == set()
}

test_a_cron_job_without_a_deadline_is_found if {
	_found(_object("batch/CronJob", {}, {"jobTemplate": {"spec": {}}}, {})) == {["no_deadline", ""]}
	_found(_object("batch/CronJob", {}, {"jobTemplate": {"spec": {"activeDeadlineSeconds": 600}}}, {})) == set()
	_found(_object("batch/CronJob", {}, {"jobTemplate": {"spec": {"template": {"spec": {"activeDeadlineSeconds": 600}}}}}, {})) == set()
}

test_what_is_replaced_or_suspended_is_quiet if {
	_found(_object("batch/CronJob", {}, {"concurrencyPolicy": "Replace"}, {})) == set()
	_found(_object("batch/CronJob", {}, {"suspend": true}, {})) == set()
}

test_unknown_values_are_open if {
	_found(_object("batch/Job", {}, {}, {"/spec/ttlSecondsAfterFinished": true})) == {["unknown", ""]}
	_found(_object("batch/CronJob", {}, {}, {"/spec/jobTemplate/spec/activeDeadlineSeconds": true})) == {["unknown", ""]}
}
