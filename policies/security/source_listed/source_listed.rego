# METADATA
# title: Modules, providers, charts and actions from listed sources
# description: What is fetched from elsewhere comes from a source of the configured lists.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/modules/sources
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
# scope: package
# custom:
#   id: SEC-057
#   severity: high
#   enforcement: {production: review, elsewhere: advise}
#   scope: resource
#   kinds: [module, terraform, helm_release, argoproj.io/Application, argoproj.io/ApplicationSet, source.toolkit.fluxcd.io/HelmRepository, source.toolkit.fluxcd.io/OCIRepository, github_workflow, github_action]
#   reads: []
#   needs: [file]
#   parameters:
#     modules: {type: [array, "null"], items: {type: string}, default: null, description: "Sources of modules as terraform-aws-modules/**, app.terraform.io/acme/** or github.com/acme/*, without how they are fetched."}
#     providers: {type: [array, "null"], items: {type: string}, default: null, description: Sources of providers as hashicorp/* or datadog/datadog.}
#     charts: {type: [array, "null"], items: {type: string}, default: null, description: "Repositories of charts without https:// or oci://, as charts.example.com/**."}
#     actions: {type: [array, "null"], items: {type: string}, default: null, description: "Actions and reusable workflows as owner/repository, for example actions/*."}
#   supersedes: []
#   peers: [CKV_TF_1]
#   tags: []
package security.source_listed

import data.lib.module_source
import data.lib.parameter
import data.lib.pipeline
import data.lib.value

findings contains finding if {
	some fetched in _fetched
	allowed := parameter.value("SEC-057", fetched.list)
	not _listed(fetched.source, allowed)
	finding := {
		"messageId": fetched.message,
		"subject": fetched.resource.id,
		"path": fetched.path,
		"arguments": {"name": fetched.resource.address, "source": fetched.source},
	}
}

# An entry stands for a source and for everything below it.
_listed(source, allowed) if {
	some entry in allowed
	pattern := lower(trim_suffix(entry, "/"))
	some form in [pattern, concat("", [pattern, "/**"])]
	glob.match(form, ["/"], lower(source))
}

_fetched := array.flatten([_modules, _providers, _charts, _actions])

_modules := [{"list": "modules", "message": "module", "resource": call.resource, "path": ["source"], "source": module_source.place(call.source)} |
	some call in module_source.calls
]

_providers := [{"list": "providers", "message": "provider", "resource": resource, "path": path, "source": trim_prefix(source, "registry.terraform.io/")} |
	some resource in input.resources
	resource.type == "terraform"
	some index, block in value.get(resource, ["required_providers"])
	some name, _ in block
	path := ["required_providers", index, name, "source"]
	source := value.get(resource, path)
	is_string(source)
]

_charts := [{"list": "charts", "message": "chart", "resource": resource, "path": path, "source": _repository(address)} |
	some resource in input.resources
	some path in _chart_paths(resource)
	address := value.get(resource, path)
	is_string(address)
	address != ""
]

_chart_paths(resource) := [["repository"]] if resource.type == "helm_release"

_chart_paths(resource) := [["spec", "url"]] if {
	resource.type in ["source.toolkit.fluxcd.io/HelmRepository", "source.toolkit.fluxcd.io/OCIRepository"]
}

# A source of an Application is a repository of charts where it names a chart, and one of Git where it does not.
_chart_paths(resource) := [array.concat(source, ["repoURL"]) |
	some source in _sources(_application_spec(resource), resource)
	value.known(resource, array.concat(source, ["chart"]))
] if {
	_application_spec(resource)
}

_application_spec(resource) := ["spec"] if resource.type == "argoproj.io/Application"

_application_spec(resource) := ["spec", "template", "spec"] if resource.type == "argoproj.io/ApplicationSet"

_sources(spec, resource) := array.concat(
	[array.concat(spec, ["source"])],
	[array.concat(spec, ["sources", index]) | some index, _ in value.get_or(resource, array.concat(spec, ["sources"]), [])],
)

_repository(address) := trim_suffix(regex.find_all_string_submatch_n(`^(?:[a-z]+://)?(?:[^@/]*@)?(.*)$`, address, 1)[0][1], "/")

_actions := [{"list": "actions", "message": "action", "resource": use.resource, "path": use.path, "source": pipeline.action(use.text).repository} |
	some use in array.concat(
		[{"resource": item.resource, "path": array.concat(item.path, ["uses"]), "text": item.step.uses} | some item in pipeline.steps; is_string(item.step.uses)],
		[{"resource": item.resource, "path": array.concat(item.path, ["uses"]), "text": item.job.uses} | some item in pipeline.jobs; is_string(item.job.uses)],
	)
]
