package evaluate

import (
	"encoding/json"
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/source"
)

// Input is one root: its folder, every file of the folder and of the local modules below it, and what is given from
// outside. Files that are not Terraform's are there to be read by `file` and the like.
type Input struct {
	Root      string                     `json:"root"`
	Files     map[string]string          `json:"files"`
	VarFiles  []string                   `json:"varFiles"`
	Variables map[string]json.RawMessage `json:"variables"`
	Workspace string                     `json:"workspace"`
	// Unread are files that exist and cannot be given (encrypted, no text): anything may be declared in them.
	Unread []string `json:"unread"`
	// Closed are files that configuration reads and that cannot be given, either: their text is unknown. Those that are
	// only too large are true.
	Closed map[string]bool `json:"closed"`
}

// Run evaluates a root and gives the JSON of its resources, moves and problems.
func Run(in Input) []byte {
	source.Reset()
	ev := newEvaluator(in.Workspace)
	paths := ev.load(in)
	ev.read = newRepository(ev, in, paths)
	m := &emitter{ev: ev, out: make([]byte, 0, 16<<10)}
	if root := ev.modules[clean(in.Root)]; root != nil {
		inst := newInstance(ev, root)
		inst.given, inst.givenBy = ev.given(in, paths)
		m.instance(inst)
	}
	ev.check()
	files, _ := json.Marshal(paths)
	out := append(append([]byte(`{"files":`), files...), `,"resources":[`...)
	out = append(append(out, m.out...), `],"moves":[`...)
	out = append(append(out, m.moves...), `],"diagnostics":[`...)
	out = append(out, ev.encodeProblems()...)
	out = append(append(out, `],"referred":`...), ev.encodeReferred()...)
	return append(out, '}')
}

func clean(dir string) string { return path.Clean(dir) }

// load parses the files, folder by folder, in the order of their paths.
func (ev *evaluator) load(in Input) []string {
	paths := make([]string, 0, len(in.Files))
	for file := range in.Files {
		paths = append(paths, file)
	}
	sort.Strings(paths)
	folders := map[string][]*source.File{}
	punctuation := 0
	for index, file := range paths {
		if !strings.HasSuffix(file, ".tf") && !strings.HasSuffix(file, ".tf.json") {
			continue
		}
		text := []byte(in.Files[file])
		if punctuation += source.Punctuation(text); punctuation > rootPunctuationMax {
			parsed := &source.File{Path: file, Index: index, Body: &source.Body{}, Broken: []source.Broken{{
				Limit: "rootPunctuation", Digest: source.Digest(text),
				Range: hcl.Range{Start: hcl.InitialPos, End: hcl.InitialPos},
			}}}
			folders[path.Dir(file)] = append(folders[path.Dir(file)], parsed)
			ev.broken(parsed)
			continue
		}
		parsed := source.Load(file, text, index)
		folders[path.Dir(file)] = append(folders[path.Dir(file)], parsed)
		ev.broken(parsed)
	}
	for dir, files := range folders {
		ev.modules[dir] = config.Load(dir, files)
	}
	for _, file := range in.Unread {
		dir := path.Dir(file)
		if ev.modules[dir] == nil {
			ev.modules[dir] = config.Load(dir, nil)
		}
		ev.modules[dir].Broken = true
	}
	return paths
}

func (ev *evaluator) broken(file *source.File) {
	for at, part := range file.Broken {
		subject := file.Path
		if at > 0 {
			subject += "#" + strconv.Itoa(at+1)
		}
		problem := Problem{
			Kind: "syntax", Message: "hcl_syntax", Arguments: map[string]string{"reason": part.Message},
			Subject: subject, File: file, Range: part.Range, Digest: part.Digest,
		}
		if file.JSON {
			problem.Message = "json_syntax"
		}
		if part.Limit != "" {
			problem.Kind, problem.Message = "not-read", "limit_exceeded"
			problem.Arguments = limitArguments(part.Limit)
		}
		ev.tell(problem)
	}
}

// given are the root's variables from outside: what is assumed, then terraform.tfvars, *.auto.tfvars and the var files
// that are configured, later ones over earlier ones, as Terraform loads them.
func (ev *evaluator) given(in Input, paths []string) (map[string]cty.Value, map[string]*source.Attr) {
	values, by := map[string]cty.Value{}, map[string]*source.Attr{}
	for name, raw := range in.Variables {
		if ty, err := ctyjson.ImpliedType(raw); err == nil {
			if value, err := ctyjson.Unmarshal(raw, ty); err == nil {
				values[name] = value
			}
		}
	}
	for _, file := range variableFiles(in) {
		text, ok := in.Files[file]
		if !ok {
			continue
		}
		parsed := source.Parse(file, []byte(text))
		parsed.Index = sort.SearchStrings(paths, file)
		ev.broken(parsed)
		for _, attr := range parsed.Body.Attrs {
			value, diags := attr.Expr.Value(ev.base)
			if diags.HasErrors() {
				value = cty.DynamicVal
			}
			values[attr.Name], by[attr.Name] = value, attr
		}
	}
	return values, by
}

func variableFiles(in Input) []string {
	root := clean(in.Root)
	var automatic []string
	for file := range in.Files {
		name := path.Base(file)
		if path.Dir(file) == root && (strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")) {
			automatic = append(automatic, file)
		}
	}
	sort.Strings(automatic)
	files := append([]string{path.Join(root, "terraform.tfvars"), path.Join(root, "terraform.tfvars.json")}, automatic...)
	return append(files, in.VarFiles...)
}

// check tells what is not declared, in every module that the files hold.
func (ev *evaluator) check() {
	dirs := make([]string, 0, len(ev.modules))
	for dir := range ev.modules {
		dirs = append(dirs, dir)
	}
	sort.Strings(dirs)
	for _, dir := range dirs {
		for _, found := range config.Check(ev.modules[dir], ev.modules) {
			ev.tell(Problem{
				Kind: found.Kind, Message: message(found), Subject: found.Subject + " " + found.What + " " + found.Name,
				Arguments: map[string]string{"what": found.What, "name": found.Name, "of": found.Of, "in": found.Subject},
				File:      found.File, Range: found.Range, Digest: found.File.DigestAt(found.Range),
			})
		}
	}
}

func message(found config.Problem) string {
	if found.Kind == "missing-argument" {
		return "missing_argument"
	}
	return "undeclared_" + found.What
}

type problemJSON struct {
	Kind      string            `json:"kind"`
	Message   string            `json:"messageId"`
	Arguments map[string]string `json:"arguments"`
	Subject   string            `json:"subject"`
	Digest    string            `json:"digest"`
	Path      string            `json:"path"`
	Range     [4]int            `json:"range"`
}

func (ev *evaluator) encodeProblems() []byte {
	sort.SliceStable(ev.problems, func(i, j int) bool {
		a, b := ev.problems[i], ev.problems[j]
		if a.File.Path != b.File.Path {
			return a.File.Path < b.File.Path
		}
		return before(a.Range.Start, b.Range.Start)
	})
	var out []byte
	for at, p := range ev.problems {
		encoded, _ := json.Marshal(problemJSON{
			p.Kind, p.Message, p.Arguments, p.Subject, p.Digest, p.File.Path,
			[4]int{p.Range.Start.Line, p.Range.Start.Column, p.Range.End.Line, p.Range.End.Column},
		})
		if at > 0 {
			out = append(out, ',')
		}
		out = append(out, encoded...)
	}
	return out
}

func before(a, b hcl.Pos) bool { return a.Byte < b.Byte }
