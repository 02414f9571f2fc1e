package evaluate

import (
	"errors"
	"path"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/reads"
	"sekisho/engines/terraform/internal/source"
)

// repository is what configuration may read: the files that were given along, and nothing of this machine. Terraform
// resolves paths in the folder that it runs in, which is the root's.
type repository struct {
	ev     *evaluator
	root   string
	files  map[string]string
	closed map[string]bool
	paths  []string
	// patterns are the paths that somebody looked for in the whole repository: what they match and is not here is not
	// there.
	patterns  []string
	parsed    map[string]*source.File
	rendering bool
}

func newRepository(ev *evaluator, in Input, paths []string) *repository {
	r := &repository{
		ev: ev, root: clean(in.Root), files: in.Files, closed: in.Closed, paths: paths,
		parsed: map[string]*source.File{},
	}
	for file, text := range in.Files {
		if !strings.HasSuffix(file, ".tf") && !strings.HasSuffix(file, ".tf.json") {
			continue
		}
		found := reads.In(path.Dir(file), []byte(text))
		r.patterns = append(r.patterns, found.Module...)
		for _, pattern := range found.Root {
			if at, ok := r.resolve(pattern); ok {
				r.patterns = append(r.patterns, at)
			}
		}
	}
	return r
}

// resolve gives the path in the repository; no, for what lies outside of it.
func (r *repository) resolve(file string) (string, bool) {
	if strings.HasPrefix(file, "/") || strings.HasPrefix(file, "~") || strings.ContainsRune(file, 0) {
		return "", false
	}
	joined := path.Join(r.root, file)
	return joined, joined != ".." && !strings.HasPrefix(joined, "../")
}

func (r *repository) Read(file string) (string, bool) {
	at, ok := r.resolve(file)
	if !ok {
		return "", false
	}
	if r.closed[at] && r.ev.reading != nil {
		r.ev.limit("readFile", r.ev.reading)
	}
	text, ok := r.files[at]
	return text, ok
}

func (r *repository) Exists(file string) (bool, bool) {
	at, ok := r.resolve(file)
	if !ok {
		return false, false
	}
	_, given := r.files[at]
	if _, closed := r.closed[at]; given || closed {
		return true, true
	}
	return false, r.looked(at)
}

// looked holds where the path was looked for by name: a `*` may have matched more than could be given.
func (r *repository) looked(at string) bool {
	for _, pattern := range r.patterns {
		if pattern == at {
			return true
		}
	}
	return false
}

func (r *repository) Below(folder string) ([]string, bool) {
	at, ok := r.resolve(folder)
	if !ok || !r.searched(at) {
		return nil, false
	}
	prefix := at + "/"
	if at == "." {
		prefix = ""
	}
	var found []string
	for _, file := range r.everything() {
		if below, inside := strings.CutPrefix(file, prefix); inside {
			found = append(found, below)
		}
	}
	return found, true
}

// anything is a file that no folder has: who looked for it looked for all.
const anything = "/\x00/\x00"

// searched holds where everything in a folder was looked for, or everything in the part of it that anybody asks for.
func (r *repository) searched(folder string) bool {
	for _, pattern := range r.patterns {
		start, all := strings.CutSuffix(pattern, "*")
		if !all {
			continue
		}
		if folder == "." || strings.HasPrefix(start, folder+"/") || reads.Match(pattern, folder+anything) {
			return true
		}
	}
	return false
}

func (r *repository) everything() []string {
	all := append([]string{}, r.paths...)
	for file := range r.closed {
		all = append(all, file)
	}
	sort.Strings(all)
	return all
}

var errTemplate = errors.New("the template cannot be evaluated")

// Render evaluates a template. One within a template is refused: Terraform does so, and it might never end.
func (r *repository) Render(file string, variables cty.Value) (cty.Value, error) {
	text, ok := r.Read(file)
	if !ok || r.rendering || !r.ev.budget.spend(1+len(text)/64) {
		return cty.UnknownVal(cty.String), errTemplate
	}
	at, _ := r.resolve(file)
	held := r.template(at, text)
	if held == nil {
		return cty.UnknownVal(cty.String), errTemplate
	}
	ctx, ok := r.context(variables)
	if !ok {
		return cty.UnknownVal(cty.String), nil
	}
	r.rendering = true
	defer func() { r.rendering = false }()
	expr := held.Body.Attrs[0].Expr
	value, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return cty.UnknownVal(cty.String), errTemplate
	}
	if !value.IsKnown() {
		value = r.ev.template(nil, held.Body.Attrs[0], ctx, value)
	}
	converted, err := convert.Convert(value, cty.String)
	if err != nil || functions.Size(converted) > valueSizeMax {
		return cty.UnknownVal(cty.String), errTemplate
	}
	return converted, nil
}

// template is the parsed text, as the one attribute of a file; nil where it does not parse, or should not be.
func (r *repository) template(at, text string) *source.File {
	if held, ok := r.parsed[at]; ok {
		return held
	}
	parsed := source.Template(at, []byte(text))
	if parsed != nil {
		parsed.Index = sort.SearchStrings(r.paths, at)
	}
	r.parsed[at] = parsed
	return parsed
}

// context holds the variables of a template, and no function that renders another.
func (r *repository) context(variables cty.Value) (*hcl.EvalContext, bool) {
	plain, marks := variables.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.Type().IsObjectType() && !plain.Type().IsMapType() {
		return nil, false
	}
	ctx := &hcl.EvalContext{Functions: r.ev.base.Functions, Variables: map[string]cty.Value{}}
	for it := plain.ElementIterator(); it.Next(); {
		key, value := it.Element()
		ctx.Variables[key.AsString()] = value.WithMarks(marks)
	}
	return ctx, true
}
