// Package config reads the files of one folder as a Terraform module: what it declares, before anything is evaluated.
package config

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/source"
)

// Module is one folder.
type Module struct {
	Dir   string
	Files []*source.File
	// Broken: some part of some file does not parse, so what is missing may be declared there.
	Broken    bool
	Variables map[string]*Variable
	Locals    map[string]*source.Attr
	Outputs   map[string]*Output
	Calls     map[string]*Call
	Resources map[string]*Resource
	// Order keeps resources and calls as they are written, duplicates included.
	ResourceOrder []*Resource
	CallOrder     []*Call
	Providers     []*source.Block
	Terraform     []*source.Block
	Moves         []*source.Block
	checked       bool
}

// Variable is an input.
type Variable struct {
	Name      string
	Block     *source.Block
	Type      cty.Type
	Defaults  *typeexpr.Defaults
	Default   *source.Attr
	Sensitive bool
	Nullable  bool
}

// Output is a result.
type Output struct {
	Block     *source.Block
	Value     *source.Attr
	Sensitive bool
}

// Call is a `module` block. Dir is the folder of a local module; Local without a Dir lies outside of the repository.
type Call struct {
	Name   string
	Source string
	Local  bool
	Dir    string
	Block  *source.Block
}

// Resource is a `resource`, `data` or `ephemeral` block. Key is what expressions call it by.
type Resource struct {
	Key   string
	Mode  string
	Type  string
	Name  string
	Block *source.Block
}

// Load reads a folder's files, in the order given; override files come last and change what the others say.
func Load(dir string, files []*source.File) *Module {
	m := &Module{
		Dir: dir, Files: files,
		Variables: map[string]*Variable{}, Locals: map[string]*source.Attr{}, Outputs: map[string]*Output{},
		Calls: map[string]*Call{}, Resources: map[string]*Resource{},
	}
	var blocks, overrides []*source.Block
	for _, file := range files {
		m.Broken = m.Broken || len(file.Broken) > 0
		if isOverride(file.Path) {
			overrides = append(overrides, file.Body.Blocks...)
		} else {
			blocks = append(blocks, file.Body.Blocks...)
		}
	}
	for _, block := range override(blocks, overrides) {
		m.declare(block)
	}
	return m
}

func isOverride(file string) bool {
	name := strings.TrimSuffix(strings.TrimSuffix(path.Base(file), ".json"), ".tf")
	return name == "override" || strings.HasSuffix(name, "_override")
}

func (m *Module) declare(block *source.Block) {
	name := block.Label(0)
	switch block.Type {
	case "terraform":
		m.Terraform = append(m.Terraform, block)
	case "provider":
		m.Providers = append(m.Providers, block)
	case "moved", "import", "removed":
		m.Moves = append(m.Moves, block)
	case "locals":
		for _, attr := range block.Body.Attrs {
			m.Locals[attr.Name] = attr
		}
	case "variable":
		m.Variables[name] = variable(name, block)
	case "output":
		m.Outputs[name] = &Output{block, block.Body.Attr("value"), isTrue(block.Body.Attr("sensitive"))}
	case "module":
		m.call(name, block)
	case "resource", "data", "ephemeral":
		m.resource(block)
	case "check":
		for _, data := range block.Body.BlocksOf("data") {
			m.resource(data)
		}
	}
}

func (m *Module) call(name string, block *source.Block) {
	call := &Call{Name: name, Block: block, Source: Text(block.Body.Attr("source"))}
	if call.Local = isLocal(call.Source); call.Local {
		call.Dir = Resolve(m.Dir, call.Source)
	}
	if _, twice := m.Calls[name]; !twice {
		m.Calls[name] = call
	}
	m.CallOrder = append(m.CallOrder, call)
}

func (m *Module) resource(block *source.Block) {
	r := &Resource{Mode: block.Type, Type: block.Label(0), Name: block.Label(1), Block: block}
	r.Key = r.Type + "." + r.Name
	if r.Mode != "resource" {
		r.Key = r.Mode + "." + r.Key
	}
	if _, twice := m.Resources[r.Key]; !twice {
		m.Resources[r.Key] = r
	}
	m.ResourceOrder = append(m.ResourceOrder, r)
}

func isLocal(text string) bool {
	return strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") || text == "." || text == ".."
}

// LocalFolder is the folder of a local module, "" for any other source.
func LocalFolder(dir, text string) string {
	if !isLocal(text) {
		return ""
	}
	return Resolve(dir, text)
}

// Resolve is the folder that a local source names, "" where it lies outside of the repository.
func Resolve(dir, text string) string {
	joined := path.Join(dir, text)
	if joined == ".." || strings.HasPrefix(joined, "../") || strings.HasPrefix(joined, "/") {
		return ""
	}
	return joined
}

func variable(name string, block *source.Block) *Variable {
	v := &Variable{Name: name, Block: block, Type: cty.DynamicPseudoType, Nullable: true}
	v.Default = block.Body.Attr("default")
	v.Sensitive = isTrue(block.Body.Attr("sensitive"))
	if nullable := block.Body.Attr("nullable"); nullable != nil {
		v.Nullable = isTrue(nullable)
	}
	if constraint := block.Body.Attr("type"); constraint != nil {
		v.Type, v.Defaults = typeOf(constraint.Expr)
	}
	return v
}

// typeOf reads a type constraint; the bare words `list` and `map`, and words in quotation marks, are older spellings.
func typeOf(expr hcl.Expression) (cty.Type, *typeexpr.Defaults) {
	word := hcl.ExprAsKeyword(expr)
	if word == "" {
		word = literal(expr)
	}
	switch word {
	case "string":
		return cty.String, nil
	case "list":
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}
	constraint, defaults, diags := typeexpr.TypeConstraintWithDefaults(expr)
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return constraint, defaults
}

// Text is an attribute's literal text, "" where it is anything else.
func Text(attr *source.Attr) string {
	if attr == nil {
		return ""
	}
	return literal(attr.Expr)
}

func literal(expr hcl.Expression) string {
	value, diags := expr.Value(nil)
	if diags.HasErrors() || value.Type() != cty.String || !value.IsKnown() || value.IsNull() {
		return ""
	}
	return value.AsString()
}

func isTrue(attr *source.Attr) bool {
	if attr == nil {
		return false
	}
	value, diags := attr.Expr.Value(nil)
	return !diags.HasErrors() && value.Type() == cty.Bool && value.IsKnown() && !value.IsNull() && value.True()
}
