package render

import (
	"errors"
	"fmt"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1/util"

	"sekisho/engines/helm/internal/functions"
	"sekisho/engines/helm/internal/source"
)

func (r *run) templates(values common.Values) (map[string]string, error) {
	var helm engine.Engine
	helm.CustomTemplateFuncs = functions.Stable()
	helm.CustomTemplateFuncs[source.MarkFunction] = source.Write
	helm.CustomTemplateFuncs["fail"] = r.fail
	helm.CustomTemplateFuncs["required"] = r.required
	return helm.Render(r.loaded.Chart, values)
}

// errAuthor is where the text of the chart's author stood: it may quote values, so it is kept beside.
var errAuthor = errors.New("the author's own message")

func (r *run) fail(message string) (string, error) {
	r.author = message
	return "", errAuthor
}

func (r *run) required(message string, value any) (any, error) {
	if value == nil || value == "" {
		r.author = message
		return value, errAuthor
	}
	return value, nil
}

// assemble is what `helm template` prints: definitions, objects in the order of installation, hooks.
func assemble(loaded *chart.Chart, files map[string]string, skipCRDs bool) (string, error) {
	objects := map[string]string{}
	for name, text := range files {
		if !strings.HasSuffix(name, notesSuffix) {
			objects[name] = text
		}
	}
	hooks, manifests, err := release.SortManifests(objects, nil, release.InstallOrder)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	write := func(to *strings.Builder, name, text string) { fmt.Fprintf(to, "---\n# Source: %s\n%s\n", name, text) }
	if !skipCRDs {
		for _, crd := range loaded.CRDObjects() {
			write(&out, crd.Filename, string(crd.File.Data))
		}
	}
	for _, manifest := range manifests {
		write(&out, manifest.Name, manifest.Content)
	}
	var printed strings.Builder
	printed.WriteString(strings.TrimSpace(out.String()) + "\n")
	for _, hook := range hooks {
		write(&printed, hook.Path, hook.Manifest)
	}
	return printed.String(), nil
}
