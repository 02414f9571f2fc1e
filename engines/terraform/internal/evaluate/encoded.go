package evaluate

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// encoded notes where the parts of a text are written that jsonencode or yamlencode makes of them: whoever takes the text
// apart again finds each part at its line.
func (e *encoder) encoded(pointer string, from place) {
	if from.expr == nil || from.at.Start.Line == from.at.End.Line {
		return
	}
	switch typed := from.expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		for _, pair := range typed.Items {
			if name := keyOf(pair.KeyExpr); name != "" {
				e.encodedMember(pointer+"/"+escape(name), from, pair.ValueExpr, hcl.RangeBetween(pair.KeyExpr.Range(), pair.ValueExpr.Range()))
			}
		}
	case *hclsyntax.TupleConsExpr:
		for at, expr := range typed.Exprs {
			e.encodedMember(pointer+"/"+strconv.Itoa(at), from, expr, expr.Range())
		}
	}
}

func (e *encoder) encodedMember(pointer string, from place, expr hcl.Expression, at hcl.Range) {
	e.rangeOf(pointer, from.file, at)
	e.encoded(pointer, place{from.scope, from.file, core(expr), at})
}
