package render

import (
	"errors"
	"path"
	"sort"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"

	"sekisho/engines/helm/internal/chartfiles"
	"sekisho/engines/helm/internal/source"
)

// Output is either Failure or everything else.
type Output struct {
	Failure *Failure `json:"failure,omitempty"`
	// Library says that the chart only defines templates for others.
	Library   bool       `json:"library,omitempty"`
	Templates []Rendered `json:"templates"`
	CRDs      []Rendered `json:"crds"`
	Files     []string   `json:"files"`
	// References are the places in the values that each action reads, by the number of the action.
	References map[int][][]any `json:"references"`
	Charts     []Subchart      `json:"charts"`
	Assembled  string          `json:"assembled,omitempty"`
}

// Rendered is one file that a template made, or a file of definitions as it is.
type Rendered struct {
	// Name is what Helm calls it; Path is where the file stands, relative to the chart. What lies in an archive has the
	// archive's path.
	Name     string `json:"name"`
	Path     string `json:"path"`
	Archived bool   `json:"archived,omitempty"`
	// Chart is the number of the chart that it belongs to.
	Chart int    `json:"chart"`
	Text  string `json:"text"`
	// Lines are [file, line, action…] for each line of the text; missing where they could not be told.
	Lines [][]int `json:"lines,omitempty"`
}

// Subchart is a chart of the release: the chart itself first, and by what names its values are reached.
type Subchart struct {
	Scope []string `json:"scope"`
	// Values is the path of its values.yaml, empty where it has none or lies in an archive.
	Values string `json:"values"`
}

// Run renders a chart.
func Run(in Input) Output {
	run := &run{in: in}
	out, failure := run.render()
	if failure != nil {
		return Output{Failure: failure}
	}
	return *out
}

type run struct {
	in     Input
	loaded *chartfiles.Chart
	values map[string]any
	caps   *common.Capabilities
	author string
}

func (r *run) render() (*Output, *Failure) {
	if failure := r.load(); failure != nil {
		return nil, failure
	}
	if r.loaded.Metadata.Type == "library" {
		return &Output{Library: true}, nil
	}
	var failure *Failure
	if r.values, failure = r.in.merged(); failure != nil {
		return nil, failure
	}
	if err := chartutil.ProcessDependencies(r.loaded.Chart, r.values); err != nil {
		return nil, chartFailure(err)
	}
	if failure := r.capabilities(); failure != nil {
		return nil, failure
	}
	prepared, err := r.prepare(false)
	if err != nil {
		return nil, preparationFailure(err)
	}
	sources := r.sources()
	if sources.predictable() && !r.looksMarked() {
		if files, lines, ok := r.traced(sources, prepared); ok {
			return r.output(files, sources, lines)
		}
		if prepared, err = r.prepare(true); err != nil {
			return nil, preparationFailure(err)
		}
	}
	files, err := r.templates(prepared)
	if err != nil {
		return nil, r.templateFailure(err, prepared)
	}
	return r.output(files, sources, r.traceOf(sources, files))
}

// unreleased is the version of charts that Helm 4 works on behind a switch.
const unreleased = "v3"

func (r *run) load() *Failure {
	files, err := r.in.files()
	if err != nil {
		return &Failure{Stage: "chart", Reason: err.Error()}
	}
	r.loaded, err = chartfiles.Load(files)
	var refused *chartfiles.Refused
	if errors.As(err, &refused) {
		return &Failure{Stage: "archive", Path: refused.Path, Reason: refused.Reason}
	}
	if err != nil {
		return chartFailure(err)
	}
	if r.loaded.Metadata.APIVersion == unreleased {
		return &Failure{Stage: "chart", Reason: "charts of apiVersion v3 are not taken by any Helm that is released"}
	}
	if missing := r.loaded.Missing(); len(missing) > 0 {
		return &Failure{Stage: "dependencies", Names: missing}
	}
	return nil
}

func (r *run) prepare(validated bool) (common.Values, error) {
	options := common.ReleaseOptions{
		Name: r.in.Release.Name, Namespace: r.in.Release.Namespace, Revision: 1, IsInstall: true,
	}
	return commonutil.ToRenderValuesWithSchemaValidation(r.loaded.Chart, r.values, options, r.caps, validated)
}

// helmVersion is what charts compare with; the release binaries carry it, and a library knows only its minor version.
const helmVersion = "v4.3.1"

func (r *run) capabilities() *Failure {
	r.caps = common.DefaultCapabilities.Copy()
	r.caps.HelmVersion.Version = helmVersion
	if r.in.KubernetesVersion != "" {
		version, err := common.ParseKubeVersion(r.in.KubernetesVersion)
		if err != nil {
			return &Failure{Stage: "chart", Reason: "the configured version of Kubernetes is none"}
		}
		r.caps.KubeVersion = *version
	}
	versions := append(common.VersionSet{}, r.caps.APIVersions...)
	r.caps.APIVersions = append(versions, r.in.APIVersions...)
	wanted := r.loaded.Metadata.KubeVersion
	if wanted != "" && !chartutil.IsCompatibleRange(wanted, r.caps.KubeVersion.String()) {
		reason := "it wants Kubernetes " + wanted + ", and " + r.caps.KubeVersion.Version + " is configured"
		return &Failure{Stage: "chart", Reason: reason}
	}
	return nil
}

const notesSuffix = "NOTES.txt"

func (r *run) output(files map[string]string, sources *sources, lines map[string][]source.Line) (*Output, *Failure) {
	out := &Output{Templates: []Rendered{}, CRDs: []Rendered{}, References: map[int][][]any{}}
	origins := r.originsByName(out)
	for _, name := range sortedNames(files) {
		if strings.HasSuffix(name, notesSuffix) || strings.TrimSpace(files[name]) == "" {
			continue
		}
		rendered := origins[name]
		rendered.Text = files[name]
		out.Templates = append(out.Templates, rendered)
	}
	if !r.in.SkipCRDs {
		for _, crd := range r.loaded.CRDObjects() {
			rendered := origins[crd.Filename]
			rendered.Text = string(crd.File.Data)
			out.CRDs = append(out.CRDs, rendered)
		}
	}
	if r.in.Assembled {
		assembled, err := assemble(r.loaded.Chart, files, r.in.SkipCRDs)
		if err != nil {
			return nil, &Failure{Stage: "manifests", Reason: err.Error()}
		}
		out.Assembled = assembled
	}
	sources.write(out, lines)
	return out, nil
}

// originsByName says of each template and definition where it stands, by Helm's name for it.
func (r *run) originsByName(out *Output) map[string]Rendered {
	origins := map[string]Rendered{}
	var visit func(each *chart.Chart, scope []string)
	visit = func(each *chart.Chart, scope []string) {
		number := len(out.Charts)
		out.Charts = append(out.Charts, Subchart{Scope: scope, Values: r.valuesPath(each)})
		for _, files := range [][]*common.File{each.Templates, each.Files} {
			for _, file := range files {
				name := path.Join(each.ChartFullPath(), file.Name)
				origin, _ := r.loaded.Origin(file.Data)
				origins[name] = Rendered{Name: name, Path: origin.Path, Archived: origin.Inside != "", Chart: number}
			}
		}
		for _, dependency := range each.Dependencies() {
			visit(dependency, append(append([]string{}, scope...), dependency.Name()))
		}
	}
	visit(r.loaded.Chart, []string{})
	return origins
}

func (r *run) valuesPath(each *chart.Chart) string {
	for _, file := range each.Raw {
		if file.Name == "values.yaml" {
			if origin, found := r.loaded.Origin(file.Data); found && origin.Inside == "" {
				return origin.Path
			}
		}
	}
	return ""
}

func sortedNames(files map[string]string) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
