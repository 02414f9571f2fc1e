// Package survey looks through every kustomization that a build would read, before it is built: for what needs the
// network or runs programs, and for more work than a build may be.
package survey

import (
	"fmt"
	"net/url"
	"path"
	"sort"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"
)

// Refusal is one thing that is not built: where it is written, and what.
type Refusal struct {
	// Kind is `remote` for what lies elsewhere, `plugin` for what would run a program or render a chart.
	Kind string `json:"kind"`
	File string `json:"file"`
	// Field is the field of the kustomization that names it.
	Field string `json:"field"`
	// Name is the reference as it is written, without a password, or the version and kind of a plug-in.
	Name string `json:"name"`
}

// BuildsMax is how often kustomizations may be built in one call: a base counts once for each way that leads to it.
// Real overlays stay below a hundred; a chain of diamonds doubles the number with each level.
const BuildsMax = 1_000

// Result says what a build would do.
type Result struct {
	Refusals []Refusal
	// Builds counts the kustomizations of the build, and ends soon after BuildsMax.
	Builds int
	// Schema is set where one of them brings an OpenAPI schema, which kustomize keeps between two builds.
	Schema bool
}

type surveyor struct {
	files  map[string]string
	result Result
	// above are the folders on the way here: kustomize refuses a cycle itself, and says where it is.
	above map[string]bool
	// seen are folders whose refusals are told.
	seen map[string]bool
}

// Run looks through a folder and everything that it builds on. Files are those of the tree, by path.
func Run(files map[string]string, root string) Result {
	s := &surveyor{files: files, above: map[string]bool{}, seen: map[string]bool{}}
	s.folder(path.Clean(root), false)
	sort.SliceStable(s.result.Refusals, func(i, j int) bool {
		a, b := s.result.Refusals[i], s.result.Refusals[j]
		return a.File < b.File || a.File == b.File && a.Field+a.Name < b.Field+b.Name
	})
	return s.result
}

// kustomizationOf finds the file of a folder; where there are two kustomize refuses it.
func (s *surveyor) kustomizationOf(folder string) (string, bool) {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		file := path.Join(folder, name)
		if _, ok := s.files[file]; ok {
			return file, true
		}
	}
	return "", false
}

// folder looks at one kustomization. What it makes are plug-ins where it is named as a generator or transformer.
func (s *surveyor) folder(folder string, plugins bool) {
	file, ok := s.kustomizationOf(folder)
	if !ok || s.above[folder] || s.result.Builds > BuildsMax {
		return
	}
	s.result.Builds++
	var k types.Kustomization
	if k.Unmarshal([]byte(s.files[file])) != nil {
		return
	}
	s.above[folder] = true
	defer delete(s.above, folder)
	tell := !s.seen[folder]
	s.seen[folder] = true
	s.result.Schema = s.result.Schema || len(k.OpenAPI) > 0
	at := place{file: file, folder: folder, tell: tell}
	s.references(at, &k, plugins)
	if tell {
		s.charts(at, &k)
		s.loads(at, &k)
	}
	s.plugins(at, "generators", k.Generators)
	s.plugins(at, "transformers", k.Transformers)
	s.plugins(at, "validators", k.Validators)
}

type place struct {
	file, folder string
	tell         bool
}

func (s *surveyor) refuse(at place, kind, field, name string) {
	if at.tell {
		s.result.Refusals = append(s.result.Refusals, Refusal{Kind: kind, File: at.file, Field: field, Name: name})
	}
}

func (s *surveyor) references(at place, k *types.Kustomization, plugins bool) {
	for field, list := range map[string][]string{"resources": k.Resources, "bases": k.Bases} {
		for _, reference := range list {
			s.reference(at, field, reference, plugins)
		}
	}
	for _, reference := range k.Components {
		if isRepository(reference) || isURL(reference) {
			s.refuse(at, "remote", "components", withoutPassword(reference))
			continue
		}
		if target, inside := within(at.folder, reference); inside {
			s.folder(target, plugins)
		}
	}
}

// reference looks at an entry that is a file first, and a folder or a repository where there is no such file.
func (s *surveyor) reference(at place, field, reference string, plugins bool) {
	target, inside := within(at.folder, reference)
	text, isFile := s.files[target]
	switch {
	case isURL(reference):
		s.refuse(at, "remote", field, withoutPassword(reference))
	case isFile:
		if plugins {
			s.configuration(at, field, text)
		}
	case isRepository(reference):
		s.refuse(at, "remote", field, withoutPassword(reference))
	case inside:
		s.folder(target, plugins)
	}
}

// within is what a reference in a folder names, if that is in the tree.
func within(folder, reference string) (string, bool) {
	target := path.Join(folder, reference)
	return target, target != ".." && !strings.HasPrefix(target, "../")
}

func (s *surveyor) plugins(at place, field string, entries []string) {
	for _, entry := range entries {
		if strings.Contains(entry, "\n") || strings.Contains(entry, ": ") {
			s.configuration(at, field, entry)
			continue
		}
		s.reference(at, field, entry, true)
	}
}

// configuration looks at what configures a plug-in: only what kustomize brings along runs.
func (s *surveyor) configuration(at place, field, text string) {
	if !at.tell {
		return
	}
	for _, document := range strings.Split("\n"+text, "\n---") {
		var config struct {
			APIVersion string `json:"apiVersion"`
			Kind       string `json:"kind"`
		}
		if yaml.Unmarshal([]byte(document), &config) != nil || config.Kind == "" {
			continue
		}
		if config.APIVersion != konfig.BuiltinPluginApiVersion || config.Kind == helmGenerator {
			s.refuse(at, "plugin", field, fmt.Sprintf("%s %s", config.APIVersion, config.Kind))
		}
	}
}

const helmGenerator = "HelmChartInflationGenerator"

func (s *surveyor) charts(at place, k *types.Kustomization) {
	for _, chart := range k.HelmCharts {
		s.refuse(at, "plugin", "helmCharts", chart.Name)
	}
	for _, chart := range k.HelmChartInflationGenerator {
		s.refuse(at, "plugin", "helmChartInflationGenerator", chart.ChartName)
	}
}

// loads looks at every other field that names files: kustomize fetches those from the web, too.
func (s *surveyor) loads(at place, k *types.Kustomization) {
	for field, list := range namedFiles(k) {
		for _, reference := range list {
			if isURL(reference) {
				s.refuse(at, "remote", field, withoutPassword(reference))
			}
		}
	}
}

func namedFiles(k *types.Kustomization) map[string][]string {
	files := map[string][]string{"configurations": k.Configurations, "crds": k.Crds, "openapi": {k.OpenAPI["path"]}}
	for _, patch := range k.PatchesStrategicMerge {
		files["patchesStrategicMerge"] = append(files["patchesStrategicMerge"], string(patch))
	}
	for _, patch := range k.Patches {
		files["patches"] = append(files["patches"], patch.Path)
	}
	for _, patch := range k.PatchesJson6902 {
		files["patchesJson6902"] = append(files["patchesJson6902"], patch.Path)
	}
	for _, replacement := range k.Replacements {
		files["replacements"] = append(files["replacements"], replacement.Path)
	}
	for _, generator := range k.ConfigMapGenerator {
		files["configMapGenerator"] = append(files["configMapGenerator"], sources(generator.KvPairSources)...)
	}
	for _, generator := range k.SecretGenerator {
		files["secretGenerator"] = append(files["secretGenerator"], sources(generator.KvPairSources)...)
	}
	return files
}

func sources(from types.KvPairSources) []string {
	list := append([]string{from.EnvSource}, from.EnvSources...)
	for _, file := range from.FileSources {
		list = append(list, file[strings.Index(file, "=")+1:])
	}
	return list
}

// isURL is what kustomize's loader asks before it fetches.
func isURL(reference string) bool {
	parsed, err := url.Parse(reference)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https")
}

// isRepository asks kustomize itself, which takes many shapes for a repository.
func isRepository(reference string) bool {
	return (&resource.Origin{}).Append(reference).Repo != ""
}

// withoutPassword keeps what stands before an @ in a URL to itself.
func withoutPassword(reference string) string {
	before, after, ok := strings.Cut(reference, "://")
	if !ok {
		return reference
	}
	host, rest, _ := strings.Cut(after, "/")
	if at := strings.LastIndex(host, "@"); at >= 0 {
		host = host[at+1:]
	}
	if rest == "" {
		return before + "://" + host
	}
	return before + "://" + host + "/" + rest
}
