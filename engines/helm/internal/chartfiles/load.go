package chartfiles

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"sort"
	"time"
	"unsafe"

	"helm.sh/helm/v4/pkg/chart/loader/archive"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/ignore"
)

// Chart is what Helm loaded, and where its files stand.
type Chart struct {
	*chart.Chart
	origins map[*byte]Origin
}

// Origin says where a file of the chart stands. Helm hands out the very bytes that it was given, and those name the file.
func (c *Chart) Origin(data []byte) (Origin, bool) {
	origin, found := c.origins[unsafe.SliceData(data)]
	return origin, found
}

var utf8bom = []byte{0xEF, 0xBB, 0xBF}

// Load makes a chart of its files, by path relative to it. It fails as `helm template` would, or with *Refused.
func Load(contents map[string][]byte) (*Chart, error) {
	rules, err := ignoreRules(contents[ignore.HelmIgnore])
	if err != nil {
		return nil, err
	}
	var files []file
	for _, name := range sortedNames(contents) {
		if !ignored(rules, name) {
			files = append(files, file{name, bytes.TrimPrefix(contents[name], utf8bom), Origin{Path: name}})
		}
	}
	files, err = (&unpacker{}).expand(files, 0)
	if err != nil {
		return nil, err
	}
	out := &Chart{origins: make(map[*byte]Origin, len(files))}
	buffered := make([]*archive.BufferedFile, 0, len(files))
	for _, each := range files {
		if len(each.data) > 0 {
			out.origins[unsafe.SliceData(each.data)] = each.from
		}
		buffered = append(buffered, &archive.BufferedFile{Name: each.name, Data: each.data})
	}
	if out.Chart, err = loader.LoadFiles(buffered); err != nil {
		return nil, err
	}
	sortDependencies(out.Chart)
	return out, nil
}

// sortDependencies takes the order of Go's maps out of what Helm's loader found.
func sortDependencies(loaded *chart.Chart) {
	dependencies := slices.Clone(loaded.Dependencies())
	sort.SliceStable(dependencies, func(i, j int) bool {
		a, b := dependencies[i].Metadata, dependencies[j].Metadata
		return a.Name < b.Name || a.Name == b.Name && a.Version < b.Version
	})
	loaded.SetDependencies(dependencies...)
	for _, each := range dependencies {
		sortDependencies(each)
	}
}

func sortedNames(contents map[string][]byte) []string {
	names := make([]string, 0, len(contents))
	for name := range contents {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func ignoreRules(text []byte) (*ignore.Rules, error) {
	rules, err := ignore.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	rules.AddDefaults()
	return rules, nil
}

// ignored follows Helm's walk: a folder that is ignored takes everything in it along.
func ignored(rules *ignore.Rules, name string) bool {
	for end := range len(name) {
		if name[end] == '/' && rules.Ignore(name[:end], entry{name[:end], true}) {
			return true
		}
	}
	return rules.Ignore(name, entry{name, false})
}

// entry is as much of a file as the rules ask for.
type entry struct {
	path   string
	folder bool
}

func (e entry) Name() string       { return path.Base(e.path) }
func (e entry) Size() int64        { return 0 }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.folder }
func (e entry) Sys() any           { return nil }
func (e entry) Mode() fs.FileMode {
	if e.folder {
		return fs.ModeDir
	}
	return 0
}

// Missing lists dependencies that the chart names and does not bring along, in the order of Chart.yaml.
func (c *Chart) Missing() []string {
	var missing []string
	for _, wanted := range c.Metadata.Dependencies {
		if wanted == nil {
			continue
		}
		holds := func(each *chart.Chart) bool { return each.Name() == wanted.Name }
		if !slices.ContainsFunc(c.Dependencies(), holds) && !slices.Contains(missing, wanted.Name) {
			missing = append(missing, wanted.Name)
		}
	}
	return missing
}
