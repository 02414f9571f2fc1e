package render

import (
	"path"
	"strings"
	"unsafe"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"

	"sekisho/engines/helm/internal/source"
)

// sources are the templates of a release as they are written, and where they stand.
type sources struct {
	program  *source.Program
	marks    *source.Marks
	files    []*source.File
	paths    []string
	archived []bool
}

// sources reads the templates of all charts in the order in which Helm parses them; an alias shares its files with others.
func (r *run) sources() *sources {
	out := &sources{}
	seen := map[*common.File]bool{}
	whole := true
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, template := range each.Templates {
			if seen[template] || strings.HasSuffix(template.Name, notesSuffix) {
				continue
			}
			seen[template] = true
			parsed := source.Parse(path.Join(each.ChartFullPath(), template.Name), string(template.Data))
			if parsed == nil {
				whole = false
				continue
			}
			origin, _ := r.loaded.Origin(template.Data)
			out.files = append(out.files, parsed)
			out.paths = append(out.paths, origin.Path)
			out.archived = append(out.archived, origin.Inside != "")
		}
	})
	if whole {
		out.program = source.NewProgram(out.files)
	}
	return out
}

// predictable says that what is rendered with marks is, without them, what is rendered without.
func (s *sources) predictable() bool { return s.program != nil && s.program.Predictable() }

func (r *run) looksMarked() bool {
	for _, each := range r.in.Values {
		if source.LooksMarked(each.Text) {
			return true
		}
	}
	marked := false
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, file := range each.Raw {
			marked = marked || source.LooksMarked(unsafe.String(unsafe.SliceData(file.Data), len(file.Data)))
		}
	})
	return marked
}

// traced renders with marks in the templates and tells from them where each line came from. The templates are as before
// afterwards, because mistakes in them are told by their own lines.
func (r *run) traced(s *sources, values common.Values) (map[string]string, map[string][]source.Line, bool) {
	if s.program == nil {
		return nil, nil, false
	}
	if s.marks == nil {
		marks, fits := s.program.Mark()
		if !fits {
			s.program = nil
			return nil, nil, false
		}
		s.marks = marks
	}
	defer r.replaceTemplates(s.files)()
	marked, err := r.templates(values)
	if err != nil {
		s.program = nil
		return nil, nil, false
	}
	files := make(map[string]string, len(marked))
	lines := make(map[string][]source.Line, len(marked))
	for name, text := range marked {
		files[name], lines[name] = s.marks.Unmark(text, func(file int) bool { return s.archived[file] })
	}
	return files, lines, true
}

// traceOf renders once more with marks. A file whose lines are others then is traced to no line.
func (r *run) traceOf(s *sources, files map[string]string) map[string][]source.Line {
	values, err := r.prepare(true)
	if err != nil {
		return nil
	}
	marked, lines, _ := r.traced(s, values)
	for name, text := range marked {
		if strings.Count(text, "\n") != strings.Count(files[name], "\n") {
			delete(lines, name)
		}
	}
	return lines
}

// write says in the output where the lines of each template came from, and what the actions that wrote them read.
func (s *sources) write(out *Output, lines map[string][]source.Line) {
	if len(lines) == 0 {
		return
	}
	out.Files = s.paths
	for index := range out.Templates {
		rendered := &out.Templates[index]
		for _, line := range lines[rendered.Name] {
			rendered.Lines = append(rendered.Lines, append([]int{line.File, line.Line}, line.Actions...))
			for _, action := range line.Actions {
				if references := s.marks.Actions[action].References; len(references) > 0 {
					out.References[action] = references
				}
			}
		}
	}
}

// replaceTemplates puts the templates as they are in the trees in the place of their texts, and gives back how to undo it.
func (r *run) replaceTemplates(files []*source.File) (undo func()) {
	byName := make(map[string]*source.File, len(files))
	for _, file := range files {
		byName[file.Name] = file
	}
	before := map[*common.File][]byte{}
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, template := range each.Templates {
			if file := byName[path.Join(each.ChartFullPath(), template.Name)]; file != nil {
				before[template] = template.Data
				template.Data = []byte(file.String())
			}
		}
	})
	return func() {
		for template, data := range before {
			template.Data = data
		}
	}
}

func walkCharts(each *chart.Chart, visit func(*chart.Chart)) {
	// Deepest first: Helm parses what lies deeper earlier, so that a parent's definitions count.
	for _, dependency := range each.Dependencies() {
		walkCharts(dependency, visit)
	}
	visit(each)
}
