# METADATA
# title: Which workloads answer others
# description: |
#   The Services of this root that lead to a workload's pods. A Service whose ports are all for metrics leads a
#   scraper there, which nobody waits for.
# scope: package
package lib.serving

import data.lib.label_selector
import data.lib.value
import data.lib.workload

# services lists the Services that choose pods by labels and send them more than a scraper.
services := [service |
	some service in input.resources
	service.type == "core/Service"
	not value.partly_unknown(service, _selector)
	count(value.get(service, _selector)) > 0
	value.get_or(service, ["spec", "type"], "ClusterIP") != "ExternalName"
	not _measured_only(service)
]

_selector := ["spec", "selector"]

_measured_only(service) if {
	ports := value.get(service, ["spec", "ports"])
	count(ports) > 0
	every port in ports { measures(object.get(port, "name", "")) }
}

# measures holds for the name of a port that is there to be watched.
measures(name) if {
	is_string(name)
	regex.match(`(^|-)(metrics?|exporter|prom|prometheus|pprof|profiling|telemetry|monitoring)(-|$)`, name)
}

# labels_path is where the labels of a workload's pods are.
labels_path(resource) := array.concat(array.slice(pod, 0, count(pod) - 1), ["metadata", "labels"]) if {
	pod := workload.pod_paths[resource.type]
}

# labels of the pods of a workload, as far as they are known.
labels(resource) := value.get(resource, labels_path(resource))

# of lists the Services that lead to the pods of a workload. In a root of hundreds, each pair would take too long: only
# those are compared whose first label the pods have.
of(resource) := [services[index] |
	count(services) > 0
	own := labels(resource)
	indexes := [index |
		some key, label in own
		some index in _by_label[_pair(key, label)]
		_near(services[index].namespace, resource.namespace)
		label_selector.matches_labels(value.get(services[index], _selector), own)
	]
	some index in sort(indexes)
]

_by_label[pair] contains index if {
	some index, service in services
	selector := value.get(service, _selector)
	key := min(object.keys(selector))
	pair := _pair(key, selector[key])
}

_pair(key, label) := concat("=", [key, label]) if is_string(label)

_near(one, other) if one == other

_near("", other) if other != ""

_near(one, "") if one != ""
