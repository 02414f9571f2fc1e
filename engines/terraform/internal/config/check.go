package config

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"sekisho/engines/terraform/internal/source"
)

// Problem is a reference to what is not declared, or an argument that is missing. Only what is certain is told: where
// a part of the module does not parse, nothing is.
type Problem struct {
	Kind    string // undeclared, missing-argument
	What    string // variable, local, module, module_output, module_input, module_folder, resource, data
	Name    string
	Of      string // the module call, where there is one
	Subject string
	File    *source.File
	Range   hcl.Range
}

// reserved begin references that no block of the module declares.
var reserved = map[string]bool{
	"each": true, "count": true, "self": true, "path": true, "terraform": true, "ephemeral": true, "action": true,
}

type checker struct {
	module   *Module
	modules  map[string]*Module
	problems []Problem
	subject  string
}

// Check looks through every expression of a module, once.
func Check(module *Module, modules map[string]*Module) []Problem {
	if module.checked || module.Broken {
		return nil
	}
	module.checked = true
	c := &checker{module: module, modules: modules}
	for _, file := range module.Files {
		for _, block := range file.Body.Blocks {
			c.top(block)
		}
	}
	return c.problems
}

func (c *checker) top(block *source.Block) {
	switch block.Type {
	case "terraform", "moved", "import", "removed", "variable", "action":
		return
	}
	c.subject = block.Type
	for _, label := range block.Labels {
		c.subject += "." + label
	}
	if block.Type == "module" {
		c.call(block)
	}
	c.body(block.Body, nil)
}

func (c *checker) body(body *source.Body, bound map[string]bool) {
	for _, attr := range body.Attrs {
		switch attr.Name {
		case "provider", "providers", "ignore_changes", "replace_triggered_by":
			continue
		}
		c.attr(attr, bound)
	}
	for _, block := range body.Blocks {
		if block.Type == "dynamic" {
			c.dynamic(block, bound)
			continue
		}
		c.body(block.Body, bound)
	}
}

func (c *checker) dynamic(block *source.Block, bound map[string]bool) {
	iterator := block.Label(0)
	if named := block.Body.Attr("iterator"); named != nil {
		if word := hcl.ExprAsKeyword(named.Expr); word != "" {
			iterator = word
		}
	}
	inner := map[string]bool{iterator: true}
	for name := range bound {
		inner[name] = true
	}
	for _, attr := range block.Body.Attrs {
		if attr.Name == "for_each" {
			c.attr(attr, bound)
		} else if attr.Name != "iterator" {
			c.attr(attr, inner)
		}
	}
	for _, content := range block.Body.Blocks {
		c.body(content.Body, inner)
	}
}

func (c *checker) attr(attr *source.Attr, bound map[string]bool) {
	for _, ref := range attr.Refs() {
		root := ref.RootName()
		if bound[root] || reserved[root] || attr.File.JSON && len(ref) < 2 {
			continue
		}
		c.ref(attr, ref, root)
	}
}

func (c *checker) ref(attr *source.Attr, ref hcl.Traversal, root string) {
	if ref = Short(ref); root == "resource" {
		root = ref.RootName()
	}
	name, named := step(ref, 1)
	if !named {
		return
	}
	switch root {
	case "var":
		if _, ok := c.module.Variables[name]; !ok {
			c.report("variable", name, "", attr, ref)
		}
	case "local":
		if _, ok := c.module.Locals[name]; !ok {
			c.report("local", name, "", attr, ref)
		}
	case "module":
		c.output(attr, ref, name)
	case "data":
		if second, ok := step(ref, 2); ok && c.module.Resources["data."+name+"."+second] == nil {
			c.report("data", name+"."+second, "", attr, ref)
		}
	default:
		if c.module.Resources[root+"."+name] == nil {
			c.report("resource", root+"."+name, "", attr, ref)
		}
	}
}

// output looks for a local module's output; inside of try() and can() a missing one is no error.
func (c *checker) output(attr *source.Attr, ref hcl.Traversal, name string) {
	call := c.module.Calls[name]
	if call == nil {
		c.report("module", name, "", attr, ref)
		return
	}
	at := 2
	if len(ref) > 2 {
		if _, isIndex := ref[2].(hcl.TraverseIndex); isIndex {
			at = 3
		}
	}
	target := c.modules[call.Dir]
	output, ok := step(ref, at)
	if !ok || !call.Local || target == nil || target.Broken || target.Outputs[output] != nil || forgiving(attr.Expr) {
		return
	}
	c.report("module_output", output, name, attr, ref)
}

func (c *checker) call(block *source.Block) {
	call := c.module.Calls[block.Label(0)]
	if call == nil || call.Block != block || !call.Local || call.Dir == "" {
		return
	}
	target := c.modules[call.Dir]
	if target == nil {
		attr := block.Body.Attr("source")
		c.problems = append(c.problems, Problem{
			"undeclared", "module_folder", call.Dir, call.Name, c.subject, block.File, attr.Range,
		})
		return
	}
	if target.Broken {
		return
	}
	for _, attr := range block.Body.Attrs {
		if _, declared := target.Variables[attr.Name]; !declared && !MetaArgument[attr.Name] {
			c.problems = append(c.problems, Problem{
				"undeclared", "module_input", attr.Name, call.Name, c.subject, attr.File, attr.Range,
			})
		}
	}
	c.missing(block, call, target)
}

func (c *checker) missing(block *source.Block, call *Call, target *Module) {
	for _, name := range sortedNames(target.Variables) {
		if target.Variables[name].Default == nil && block.Body.Attr(name) == nil {
			c.problems = append(c.problems, Problem{
				"missing-argument", "module_input", name, call.Name, c.subject, block.File, block.Header,
			})
		}
	}
}

// MetaArgument are the arguments of a module call that are Terraform's own.
var MetaArgument = map[string]bool{
	"source": true, "version": true, "count": true, "for_each": true, "providers": true, "depends_on": true,
}

func (c *checker) report(what, name, of string, attr *source.Attr, ref hcl.Traversal) {
	c.problems = append(c.problems, Problem{"undeclared", what, name, of, c.subject, attr.File, ref.SourceRange()})
}

// Short leaves out the word `resource`, which may stand before a resource's type.
func Short(ref hcl.Traversal) hcl.Traversal {
	if len(ref) < 3 || ref.RootName() != "resource" {
		return ref
	}
	first, ok := ref[1].(hcl.TraverseAttr)
	if !ok {
		return ref
	}
	short := hcl.Traversal{hcl.TraverseRoot{Name: first.Name, SrcRange: ref[0].SourceRange()}}
	return append(short, ref[2:]...)
}

func step(ref hcl.Traversal, at int) (string, bool) {
	if at >= len(ref) {
		return "", false
	}
	attr, ok := ref[at].(hcl.TraverseAttr)
	return attr.Name, ok
}

func forgiving(expr hcl.Expression) bool {
	native, ok := expr.(hclsyntax.Expression)
	if !ok {
		return true
	}
	found := false
	_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := source.Plain(node).(*hclsyntax.FunctionCallExpr); ok && (call.Name == "try" || call.Name == "can") {
			found = true
		}
		return nil
	})
	return found
}
