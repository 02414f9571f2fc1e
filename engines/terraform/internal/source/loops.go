package source

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Spend is told of every value that a loop makes. While it says no, the loop's body is not evaluated any more: HCL
// itself knows no limit, and three nested loops over 1,000 elements would never end.
var Spend = func(cty.Value) bool { return true }

type guarded struct{ hclsyntax.Expression }

func (g guarded) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if !Spend(cty.NilVal) {
		return cty.DynamicVal, nil
	}
	value, diags := g.Expression.Value(ctx)
	Spend(value)
	return value, diags
}

// Plain is an expression without the guard around it: whoever looks for a type of node must look at that.
func Plain(node hclsyntax.Node) hclsyntax.Node {
	if wrapped, ok := node.(guarded); ok {
		return wrapped.Expression
	}
	return node
}

// guardLoops puts the guard into every `for` of a body.
func guardLoops(text []byte, body *hclsyntax.Body) {
	if !bytes.Contains(text, []byte("for ")) {
		return
	}
	guardNode(body)
}

func guardNode(top hclsyntax.Node) {
	_ = hclsyntax.VisitAll(top, func(node hclsyntax.Node) hcl.Diagnostics {
		if loop, ok := node.(*hclsyntax.ForExpr); ok {
			loop.ValExpr = guarded{loop.ValExpr}
			if loop.CondExpr != nil {
				loop.CondExpr = guarded{loop.CondExpr}
			}
			if loop.KeyExpr != nil {
				loop.KeyExpr = guarded{loop.KeyExpr}
			}
		}
		return nil
	})
}
