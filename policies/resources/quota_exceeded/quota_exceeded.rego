# METADATA
# title: Requests within the quota
# description: All that a namespace, or a tenant, may run at once asks for no more than its quota allows.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
# scope: package
# custom:
#   id: RES-014
#   severity: high
#   enforcement: {production: block, elsewhere: block}
#   numbers:
#     namespace: {number: asked, atMost: allowed}
#     namespace_partly: {number: asked, atMost: allowed}
#     tenant: {number: asked, atMost: allowed}
#     tenant_partly: {number: asked, atMost: allowed}
#     quota: {number: asked, atMost: allowed}
#     quota_partly: {number: asked, atMost: allowed}
#     scoped: {number: asked, atMost: allowed}
#     scoped_partly: {number: asked, atMost: allowed}
#     scoped_quota: {number: asked, atMost: allowed}
#     scoped_quota_partly: {number: asked, atMost: allowed}
#   scope: root
#   kinds:
#     - workload
#     - autoscaling/HorizontalPodAutoscaler
#     - keda.sh/ScaledObject
#     - keda.sh/ScaledJob
#     - core/ResourceQuota
#     - core/PersistentVolumeClaim
#     - core/Service
#     - core/ConfigMap
#     - core/Secret
#     - networking.k8s.io/Ingress
#   reads: []
#   needs: [rendered, registry]
#   facts: [excesses]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package resources.quota_exceeded

import data.lib.value
import data.lib.workload

findings contains finding if {
	some row in input.facts.excesses
	row.of in ["namespace", "tenant"]
	resource := [resource | some resource in input.resources; resource.address == row.address][0]
	path := _path(resource, row)
	finding := {
		"messageId": concat("", [_message(row), _suffix(row)]),
		"subject": resource.id,
		"path": path,
		"evidence": _evidence(resource, path, row),
		"arguments": object.union(_scopes(row), {
			"of": row.name,
			"resource": row.resource,
			"asked": row.asked,
			"allowed": row.allowed,
			"uncounted": row.uncounted,
		}),
		"measure": row.excess,
		"aspect": concat(" ", array.concat([row.resource], [quota | quota := _scopes(row).quota])),
	}
}

_message(row) := "quota" if {
	row.part == "quota"
	count(row.scopes) == 0
}

_message(row) := row.of if {
	row.part != "quota"
	count(row.scopes) == 0
}

_message(row) := "scoped_quota" if {
	row.part == "quota"
	count(row.scopes) > 0
}

_message(row) := "scoped" if {
	row.part != "quota"
	count(row.scopes) > 0
}

# Of a quota that counts some pods only, which one it is, and which it counts.
_scopes(row) := {"quota": row.quota, "scopes": row.scopes} if count(row.scopes) > 0

_scopes(row) := {} if count(row.scopes) == 0

_suffix(row) := "" if count(row.uncounted) == 0

_suffix(row) := "_partly" if count(row.uncounted) > 0

_path(_, row) := ["spec", "hard", row.resource] if row.part == "quota"

_path(resource, row) := _count_paths[resource.type] if row.part == "count"

_path(resource, row) := _pod_path(resource, row.resource) if row.part == "pod"

_count_paths := {
	"apps/Deployment": ["spec", "replicas"],
	"apps/StatefulSet": ["spec", "replicas"],
	"apps/ReplicaSet": ["spec", "replicas"],
	"core/ReplicationController": ["spec", "replicas"],
	"argoproj.io/Rollout": ["spec", "replicas"],
	"batch/Job": ["spec", "parallelism"],
	"batch/CronJob": ["spec", "jobTemplate", "spec", "parallelism"],
	"serving.knative.dev/Service": ["spec", "template", "metadata", "annotations"],
	"keda.sh/ScaledJob": ["spec", "maxReplicaCount"],
	"keda.sh/ScaledObject": ["spec", "maxReplicaCount"],
	"autoscaling/HorizontalPodAutoscaler": ["spec", "maxReplicas"],
}

# Where a pod asks for it, as far as one place does; how many there are where that is more than one.
_pod_path(resource, name) := path if {
	path := _asking(resource, name)
} else := path if {
	path := _count_paths[resource.type]
	value.known(resource, path)
} else := ["spec", "resources", "requests", "storage"] if {
	resource.type == "core/PersistentVolumeClaim"
} else := []

# The first container, because a finding stands at one line; which one it is does not make it another finding.
_asking(resource, name) := [path |
	some kind in ["requests", "limits"]
	startswith(concat("", [_prefixed(name), "."]), concat("", [kind, "."]))
	some list in ["containers", "initContainers"]
	above := array.concat(workload.pod_paths[resource.type], [list])
	some index, _ in value.get(resource, above)
	path := array.concat(above, [index, "resources", kind, trim_prefix(_prefixed(name), concat("", [kind, "."]))])
	value.known(resource, path)
][0]

_prefixed(name) := name if contains(name, ".")

_prefixed(name) := concat(".", ["requests", name]) if not contains(name, ".")

# A quota has not changed where only what it bounds has.
_evidence(_, path, row) := [path] if row.part == "quota"

_evidence(resource, path, row) := array.concat([path], [pod | pod := workload.pod_paths[resource.type]]) if {
	row.part != "quota"
}
