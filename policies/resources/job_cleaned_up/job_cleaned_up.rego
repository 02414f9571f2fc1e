# METADATA
# title: Jobs end and are cleaned up
# description: A Job is removed some time after it has finished, and a CronJob's runs have a deadline.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
# scope: package
# custom:
#   id: RES-024
#   severity: low
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [batch/Job, batch/CronJob]
#   reads:
#     - "batch/Job:/spec/ttlSecondsAfterFinished"
#     - "batch/CronJob:/spec/jobTemplate/spec/activeDeadlineSeconds"
#   needs: [rendered]
#   parameters:
#     ttlSeconds: {type: integer, minimum: 0, default: 86400, description: "What a fix proposes: how long a finished Job stays, in seconds."}
#   supersedes: []
#   peers: [job-ttl-seconds-after-finished]
#   tags: []
package resources.job_cleaned_up

import data.lib.open
import data.lib.parameter
import data.lib.value
import data.lib.workload

findings contains finding if {
	some job in _jobs
	value.absent(job, _ttl)
	finding := {
		"messageId": "no_ttl",
		"subject": job.id,
		"path": _ttl,
		"arguments": {"workload": workload.name(job)},
		"fix": {"op": "add", "path": _ttl, "value": parameter.value("RES-024", "ttlSeconds")},
	}
}

findings contains finding if {
	some cron in _cron_jobs
	value.absent(cron, _deadline)
	value.absent(cron, _pod_deadline)
	finding := {
		"messageId": "no_deadline",
		"subject": cron.id,
		"path": _deadline,
		"evidence": [_deadline, ["spec", "concurrencyPolicy"]],
		"arguments": {"workload": workload.name(cron)},
	}
}

findings contains finding if {
	some place in array.concat(
		[{"resource": job, "path": _ttl} | some job in _jobs],
		[{"resource": cron, "path": _deadline} | some cron in _cron_jobs],
	)
	some path in open.paths(place.resource, place.path)
	finding := {
		"messageId": "unknown",
		"kind": "open",
		"subject": place.resource.id,
		"path": path,
		"arguments": {"workload": workload.name(place.resource)},
	}
}

_ttl := ["spec", "ttlSecondsAfterFinished"]

_deadline := ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"]

_pod_deadline := ["spec", "jobTemplate", "spec", "template", "spec", "activeDeadlineSeconds"]

# Helm and Argo CD remove their hooks themselves, or keep them because somebody says so.
_jobs := [resource |
	some resource in input.resources
	resource.type == "batch/Job"
	annotations := object.get(resource.object, ["metadata", "annotations"], {})
	every hook in ["helm.sh/hook", "argocd.argoproj.io/hook"] {
		object.get(annotations, hook, null) == null
	}
]

# With Replace the next run ends the one that hangs.
_cron_jobs := [resource |
	some resource in input.resources
	resource.type == "batch/CronJob"
	value.get_or(resource, ["spec", "concurrencyPolicy"], "Allow") != "Replace"
	value.get_or(resource, ["spec", "suspend"], false) != true
]
