package evaluate

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"sekisho/engines/terraform/internal/source"
)

// follower leads from references to what they refer to. What is computed is where it is computed: nobody can tell
// which of its parts a person would have to change.
type follower struct {
	ev   *evaluator
	hops int
}

// follow gives the place where a value is written; no, where that is the place itself.
func (ev *evaluator) follow(from written) (written, bool) {
	f := &follower{ev: ev, hops: referenceHopsMax}
	end := f.end(from)
	return end, end.file != from.file || end.at != from.at
}

func (f *follower) spend(units int) bool {
	if f.ev.sourceWork < units {
		f.ev.sourceWork = 0
		return false
	}
	f.ev.sourceWork -= units
	return true
}

func (f *follower) end(w written) written {
	for w.expr != nil && f.hops > 0 && f.spend(1) {
		f.hops--
		next, ok := f.next(w)
		if !ok {
			break
		}
		w = next
	}
	return w
}

func (f *follower) next(w written) (written, bool) {
	inner := w
	switch expr := f.plain(w).(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return f.reference(w.scope, expr.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		inner.expr = expr.Source
		return f.steps(inner, expr.Traversal)
	case *hclsyntax.IndexExpr:
		inner.expr = expr.Collection
		return f.step(inner, f.value(w, expr.Key))
	case *hclsyntax.FunctionCallExpr:
		return f.writtenFile(w, expr)
	case hclsyntax.Expression, nil:
		return w, false
	}
	ref, ok := jsonReference(w)
	if !ok {
		return w, false
	}
	return f.reference(w.scope, ref)
}

// jsonReference reads `"${var.x}"` in JSON syntax.
func jsonReference(w written) (hcl.Traversal, bool) {
	text, opened := bytes.CutPrefix(w.file.TextAt(w.expr.Range()), []byte(`"${`))
	text, closed := bytes.CutSuffix(text, []byte(`}"`))
	if !opened || !closed || bytes.ContainsAny(text, `\{}`) {
		return nil, false
	}
	ref, diags := hclsyntax.ParseTraversalAbs(text, "", hcl.InitialPos)
	return ref, !diags.HasErrors()
}

// conversions give what they take in another type.
var conversions = map[string]bool{
	"tolist": true, "toset": true, "tomap": true, "tostring": true, "tonumber": true, "tobool": true,
}

// plain is the expression within parentheses, conversions and the branches that are not taken.
func (f *follower) plain(w written) hcl.Expression {
	for {
		w.expr = core(w.expr)
		switch typed := w.expr.(type) {
		case *hclsyntax.FunctionCallExpr:
			if !conversions[typed.Name] || len(typed.Args) != 1 {
				return w.expr
			}
			w.expr = typed.Args[0]
		case *hclsyntax.ConditionalExpr:
			holds := f.value(w, typed.Condition)
			if holds.Type() != cty.Bool || !holds.IsKnown() || holds.IsNull() {
				return w.expr
			}
			w.expr = typed.FalseResult
			if holds.True() {
				w.expr = typed.TrueResult
			}
		default:
			return w.expr
		}
	}
}

// evaluationUnits is what computing a part of an expression counts for, in steps from reference to reference.
const evaluationUnits = 16

// sizePerUnit is how much of what it refers to counts as another step.
const sizePerUnit = 16

// value computes a part of an expression once more.
func (f *follower) value(w written, expr hcl.Expression) (result cty.Value) {
	if w.scope == nil || !f.spend(evaluationUnits) {
		return cty.DynamicVal
	}
	ctx, size := w.scope.context(&source.Attr{Expr: expr, File: w.file})
	if ctx == nil || !f.spend(size/sizePerUnit) {
		return cty.DynamicVal
	}
	defer func() {
		if recover() != nil {
			result = cty.DynamicVal
		}
	}()
	f.ev.budget.begin()
	result, diags := expr.Value(ctx)
	if diags.HasErrors() || result == cty.NilVal {
		return cty.DynamicVal
	}
	result, _ = result.Unmark()
	return result
}

func (f *follower) steps(w written, rest hcl.Traversal) (written, bool) {
	ok := true
	for _, step := range rest {
		switch typed := step.(type) {
		case hcl.TraverseAttr:
			w, ok = f.step(w, cty.StringVal(typed.Name))
		case hcl.TraverseIndex:
			w, ok = f.step(w, typed.Key)
		default:
			ok = false
		}
		if !ok {
			return w, false
		}
	}
	return w, true
}

// step goes into an object or a list that is written out.
func (f *follower) step(w written, key cty.Value) (written, bool) {
	w = f.end(w)
	key, _ = key.Unmark()
	expr := f.plain(w)
	if !key.IsKnown() || key.IsNull() || !f.spend(1+membersOf(expr)/8) {
		return w, false
	}
	switch key.Type() {
	case cty.Number:
		at, _ := key.AsBigFloat().Int64()
		return w.element(expr, at)
	case cty.String:
		return w.into(memberOf(expr, key.AsString()))
	}
	return w, false
}

func (w written) element(list hcl.Expression, at int64) (written, bool) {
	if native, ok := list.(*hclsyntax.TupleConsExpr); ok && at >= 0 && at < int64(len(native.Exprs)) {
		return w.into(native.Exprs[at], native.Exprs[at].Range())
	} else if ok {
		return w, false
	}
	if elements := elementsOf(list); at >= 0 && at < int64(len(elements)) {
		return w.into(elements[at], elements[at].Range())
	}
	return w, false
}

func (w written) into(expr hcl.Expression, at hcl.Range) (written, bool) {
	return written{scope: w.scope, file: w.file, expr: expr, at: at}, expr != nil
}

// equalTo finds an element by its value: sets know no order.
func (f *follower) equalTo(w written, value cty.Value) (written, bool) {
	for _, expr := range elementsOf(f.plain(w)) {
		if same(f.value(w, expr), value) {
			return w.into(expr, expr.Range())
		}
	}
	return w, false
}

func same(left, right cty.Value) bool {
	left, right = asText(left), asText(right)
	return left.IsKnown() && right.IsKnown() && left.RawEquals(right)
}

func asText(value cty.Value) cty.Value {
	value, _ = value.Unmark()
	text, err := convert.Convert(value, cty.String)
	if err != nil || text.IsNull() {
		return cty.UnknownVal(cty.String)
	}
	return text
}

// reference is where the thing is written that a reference names.
func (f *follower) reference(s *scope, ref hcl.Traversal) (written, bool) {
	name, named := attrStep(ref, 1)
	if s == nil || !named {
		return written{}, false
	}
	found, used, ok := written{}, 2, false
	switch root := ref.RootName(); {
	case s.boundFrom[root] != nil:
		found, ok = f.iterated(s.boundFrom[root], name)
	case s.bound[root] != cty.NilVal:
	case root == "each" && s.eachFrom != nil:
		found, ok = f.iterated(s.eachFrom, name)
	case root == "var":
		found, ok = s.inst.writtenVariable(name)
	case root == "local":
		if attr := s.inst.mod.Locals[name]; attr != nil {
			found, ok = writtenAs(s.inst.scope(), attr), true
		}
	case root == "module":
		found, ok = s.inst.writtenOutput(name, ref)
		used = 3
	case root == "data" && name == policyDocumentType:
		return s.inst.writtenDocument(ref)
	}
	if !ok {
		return written{}, false
	}
	return f.steps(found, ref[used:])
}
