package evaluate

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/source"
)

// scope is where an expression stands: a module instance, the instance of a block with `count` or `for_each`, and the
// iterators of dynamic blocks.
type scope struct {
	inst  *instance
	key   cty.Value // each.key, or cty.NilVal
	each  cty.Value // each.value
	index cty.Value // count.index, or cty.NilVal
	bound map[string]cty.Value
	// Where each.value and the values of iterators come from.
	eachFrom  *element
	boundFrom map[string]*element
}

func (s *scope) bind(name string, value cty.Value, from *element) *scope {
	inner := *s
	inner.bound, inner.boundFrom = map[string]cty.Value{}, map[string]*element{}
	maps.Copy(inner.bound, s.bound)
	maps.Copy(inner.boundFrom, s.boundFrom)
	inner.bound[name], inner.boundFrom[name] = value, from
	return &inner
}

// need is what an expression asks of one resource or module call: the attributes it names.
type need struct {
	names map[string]bool
	whole bool
}

type request struct {
	s        *scope
	attr     *source.Attr
	vars     map[string]map[string]cty.Value
	plain    map[string]cty.Value
	needs    map[string]map[string]*need
	inWhole  map[string]bool
	scanned  bool
	occupied int
}

// context computes what the expression refers to, and nothing else; nil where that is too much. It also gives the size
// of what it looked at.
func (s *scope) context(attr *source.Attr) (*hcl.EvalContext, int) {
	refs := attr.Refs()
	ev := s.inst.ev
	if len(refs) == 0 {
		return ev.base, 0
	}
	r := &request{s: s, attr: attr, plain: map[string]cty.Value{}}
	for _, ref := range refs {
		if r.add(ref); r.occupied > inputSizeMax {
			return nil, r.occupied
		}
	}
	variables := r.resolve()
	if r.occupied > inputSizeMax {
		return nil, r.occupied
	}
	ctx := ev.base.NewChild()
	ctx.Variables = variables
	return ctx, r.occupied
}

func (r *request) add(ref hcl.Traversal) {
	root := ref.RootName()
	if value, ok := r.s.bound[root]; ok {
		r.plain[root] = value
		return
	}
	name, named := attrStep(ref, 1)
	switch root {
	case "var":
		r.set(root, name, named, r.s.inst.variable)
	case "local":
		r.set(root, name, named, r.s.inst.local)
	case "module":
		r.ask(root, name, ref, 2)
	case "data", "ephemeral", "resource":
		if second, ok := attrStep(ref, 2); ok {
			r.ask(root+"."+name, second, ref, 3)
		}
	case "path", "terraform", "each", "count":
		r.plain[root] = r.s.builtin(root)
	case "self", "action":
	default:
		if named {
			r.ask(root, name, ref, 2)
		}
	}
}

func (r *request) set(root, name string, named bool, compute func(string) cty.Value) {
	if !named {
		return
	}
	if r.vars == nil {
		r.vars = map[string]map[string]cty.Value{}
	}
	if r.vars[root] == nil {
		r.vars[root] = map[string]cty.Value{}
	}
	value, known := r.vars[root][name]
	if !known {
		value = compute(name)
		r.vars[root][name] = value
	}
	r.occupied += functions.Size(value)
}

// ask notes which attribute of a resource or module is read; with an index before it, too.
func (r *request) ask(kind, name string, ref hcl.Traversal, at int) {
	if r.needs == nil {
		r.needs = map[string]map[string]*need{}
	}
	if r.needs[kind] == nil {
		r.needs[kind] = map[string]*need{}
	}
	wanted := r.needs[kind][name]
	if wanted == nil {
		wanted = &need{names: map[string]bool{}}
		r.needs[kind][name] = wanted
	}
	if at < len(ref) {
		if _, isIndex := ref[at].(hcl.TraverseIndex); isIndex {
			at++
		}
	}
	if attribute, ok := attrStep(ref, at); ok {
		wanted.names[attribute] = true
		return
	}
	wanted.whole = true
	for attribute := range r.attributeNames() {
		wanted.names[attribute] = true
	}
}

// attributeNames are all names that the expression reads from anything: what a splat or a loop may ask of a resource.
func (r *request) attributeNames() map[string]bool {
	native, ok := r.attr.Expr.(hclsyntax.Expression)
	if r.scanned || !ok {
		return r.inWhole
	}
	r.scanned, r.inWhole = true, map[string]bool{}
	_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
		var traversal hcl.Traversal
		switch expr := source.Plain(node).(type) {
		case *hclsyntax.RelativeTraversalExpr:
			traversal = expr.Traversal
		case *hclsyntax.ScopeTraversalExpr:
			traversal = expr.Traversal
		}
		for at := range traversal {
			if name, ok := attrStep(traversal, at); ok {
				r.inWhole[name] = true
			}
		}
		return nil
	})
	return r.inWhole
}

func (r *request) resolve() map[string]cty.Value {
	variables := r.plain
	for root, values := range r.vars {
		variables[root] = cty.ObjectVal(values)
	}
	spaces := map[string]map[string]cty.Value{}
	// In a fixed order: which value of a cycle is asked for first decides which one the problem names.
	for _, kind := range slices.Sorted(maps.Keys(r.needs)) {
		values := map[string]cty.Value{}
		for _, name := range slices.Sorted(maps.Keys(r.needs[kind])) {
			values[name] = r.s.inst.lookup(kind, name, r.needs[kind][name])
			r.occupied += functions.Size(values[name])
		}
		if space, rest, nested := cut(kind); nested {
			if spaces[space] == nil {
				spaces[space] = map[string]cty.Value{}
			}
			spaces[space][rest] = cty.ObjectVal(values)
			continue
		}
		variables[kind] = cty.ObjectVal(values)
	}
	for space, values := range spaces {
		variables[space] = cty.ObjectVal(values)
	}
	return variables
}

func attrStep(ref hcl.Traversal, at int) (string, bool) {
	if at >= len(ref) {
		return "", false
	}
	step, ok := ref[at].(hcl.TraverseAttr)
	return step.Name, ok
}
