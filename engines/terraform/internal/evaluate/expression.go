package evaluate

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// shaping are functions whose value, or whose document, has the parts of its argument.
var shaping = map[string]bool{"jsonencode": true, "yamlencode": true, "sensitive": true, "nonsensitive": true}

// core is the expression that gives a value its shape: what stands in parentheses, or what jsonencode encodes.
func core(expr hcl.Expression) hcl.Expression {
	for {
		switch typed := expr.(type) {
		case *hclsyntax.ParenthesesExpr:
			expr = typed.Expression
		case *hclsyntax.TemplateWrapExpr:
			expr = typed.Wrapped
		case *hclsyntax.FunctionCallExpr:
			if !shaping[typed.Name] || len(typed.Args) != 1 {
				return expr
			}
			expr = typed.Args[0]
		default:
			return expr
		}
	}
}

// memberOf is the expression of one attribute of an object that is written out, and the range of both; nil where it
// cannot be told.
func memberOf(expr hcl.Expression, key string) (hcl.Expression, hcl.Range) {
	object, ok := expr.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return jsonMember(expr, key)
	}
	for _, pair := range object.Items {
		if keyOf(pair.KeyExpr) == key {
			return pair.ValueExpr, hcl.RangeBetween(pair.KeyExpr.Range(), pair.ValueExpr.Range())
		}
	}
	return nil, hcl.Range{}
}

func jsonMember(expr hcl.Expression, key string) (hcl.Expression, hcl.Range) {
	if _, native := expr.(hclsyntax.Expression); native || expr == nil {
		return nil, hcl.Range{}
	}
	pairs, _ := hcl.ExprMap(expr)
	for _, pair := range pairs {
		if keyOf(pair.Key) == key {
			return pair.Value, pair.Value.Range()
		}
	}
	return nil, hcl.Range{}
}

func keyOf(expr hcl.Expression) string {
	if word := hcl.ExprAsKeyword(expr); word != "" {
		return word
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() || value.Type() != cty.String || !value.IsKnown() || value.IsNull() {
		return ""
	}
	return value.AsString()
}

// elementOf is the expression of one element of a list that is written out.
func elementOf(expr hcl.Expression, at, length int) hcl.Expression {
	if list, ok := expr.(*hclsyntax.TupleConsExpr); ok {
		if len(list.Exprs) != length {
			return nil
		}
		return list.Exprs[at]
	}
	if elements := elementsOf(expr); len(elements) == length {
		return elements[at]
	}
	return nil
}

// elementsOf are the expressions of a list that is written out.
func elementsOf(expr hcl.Expression) []hcl.Expression {
	switch expr.(type) {
	case *hclsyntax.TupleConsExpr:
	case hclsyntax.Expression, nil:
		return nil
	}
	elements, _ := hcl.ExprList(expr)
	return elements
}

// membersOf is how many members have to be looked at to find one, about.
func membersOf(expr hcl.Expression) int {
	switch typed := expr.(type) {
	case *hclsyntax.TupleConsExpr:
		return 0
	case *hclsyntax.ObjectConsExpr:
		return len(typed.Items)
	case hclsyntax.Expression, nil:
		return 0
	}
	at := expr.Range()
	return (at.End.Byte - at.Start.Byte) / 8
}

// rangeOf is the range of a list's element, or of the whole list.
func rangeOf(expr hcl.Expression, at int) hcl.Range { return expressionOf(expr, at).Range() }

// expressionOf is a list's element, or the whole list.
func expressionOf(expr hcl.Expression, at int) hcl.Expression {
	if list, ok := core(expr).(*hclsyntax.TupleConsExpr); ok && at < len(list.Exprs) {
		return list.Exprs[at]
	}
	return expr
}
