package render

import (
	"errors"
	"fmt"
	"path"
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

// trace renders once more with marks in the templates, and tells from them where each line came from.
func (r *run) trace(out *Output) {
	files, paths, archived := r.sources()
	if files == nil {
		return
	}
	program := source.NewProgram(files)
	marks, fits := program.Mark()
	if !fits {
		return
	}
	r.replaceTemplates(files)
	prepared, err := r.prepare(true)
	if err != nil {
		return
	}
	marked, err := r.templates(prepared)
	if err != nil {
		return
	}
	out.Files = paths
	used := map[int]bool{}
	for index := range out.Templates {
		rendered := &out.Templates[index]
		text, lines := marks.Unmark(marked[rendered.Name], func(file int) bool { return archived[file] })
		if strings.Count(text, "\n") == strings.Count(rendered.Text, "\n") {
			rendered.Lines = encoded(lines, used)
		}
	}
	for action := range used {
		if references := marks.Actions[action].References; len(references) > 0 {
			out.References[action] = references
		}
	}
}

func encoded(lines []source.Line, used map[int]bool) [][]int {
	out := make([][]int, len(lines))
	for index, line := range lines {
		out[index] = append([]int{line.File, line.Line}, line.Actions...)
		for _, action := range line.Actions {
			used[action] = true
		}
	}
	return out
}

// sources are the templates of all charts in the order in which Helm parses them; an alias shares its files with others.
func (r *run) sources() (files []*source.File, paths []string, archived []bool) {
	seen := map[*common.File]bool{}
	failed := false
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, template := range each.Templates {
			if seen[template] || strings.HasSuffix(template.Name, notesSuffix) {
				continue
			}
			seen[template] = true
			parsed := source.Parse(path.Join(each.ChartFullPath(), template.Name), string(template.Data))
			if parsed == nil {
				failed = true
				continue
			}
			origin, _ := r.loaded.Origin(template.Data)
			files = append(files, parsed)
			paths = append(paths, origin.Path)
			archived = append(archived, origin.Inside != "")
		}
	})
	if failed {
		return nil, nil, nil
	}
	return files, paths, archived
}

func (r *run) replaceTemplates(files []*source.File) {
	byName := map[string]*source.File{}
	for _, file := range files {
		byName[file.Name] = file
	}
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, template := range each.Templates {
			if file := byName[path.Join(each.ChartFullPath(), template.Name)]; file != nil {
				template.Data = []byte(file.String())
			}
		}
	})
}

func walkCharts(each *chart.Chart, visit func(*chart.Chart)) {
	// Deepest first: Helm parses what lies deeper earlier, so that a parent's definitions count.
	for _, dependency := range each.Dependencies() {
		walkCharts(dependency, visit)
	}
	visit(each)
}
