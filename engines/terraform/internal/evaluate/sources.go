package evaluate

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// elsewhere is where a value is written, if its expression is a reference.
func (e *encoder) elsewhere(from place) *written {
	if from.expr == nil || from.scope == nil || !mayRefer(from.expr) {
		return nil
	}
	end, moved := e.ev.follow(written{scope: from.scope, file: from.file, expr: from.expr, at: from.at})
	if !moved {
		return nil
	}
	return &end
}

// mayRefer spares the expressions that are no references, which most are.
func mayRefer(expr hcl.Expression) bool {
	switch typed := expr.(type) {
	case *hclsyntax.LiteralValueExpr, *hclsyntax.ObjectConsExpr, *hclsyntax.TupleConsExpr, *hclsyntax.TemplateExpr:
		return false
	case *hclsyntax.FunctionCallExpr:
		return len(typed.Args) == 1 || typed.Name == "templatefile"
	}
	return true
}

// memberSource is where a member of an object is written: as a part of what is written elsewhere, or by a reference of
// its own.
func (e *encoder) memberSource(own place, to *written, name string) *written {
	if to == nil {
		return e.elsewhere(own)
	}
	return e.within(to, func(f *follower, expr hcl.Expression) (written, bool) {
		return f.step(*to, cty.StringVal(name))
	})
}

func (e *encoder) elementSource(own place, to *written, at, length int, value cty.Value) *written {
	if to == nil {
		return e.elsewhere(own)
	}
	return e.within(to, func(f *follower, expr hcl.Expression) (written, bool) {
		if found := elementOf(expr, at, length); found != nil {
			if computed := f.value(*to, found); !asText(value).IsKnown() || same(computed, value) {
				return to.into(found, found.Range())
			}
		}
		return f.equalTo(*to, value)
	})
}

// within is a part of what is written elsewhere. Where it cannot be told, that is said by a place without lines.
func (e *encoder) within(to *written, find func(*follower, hcl.Expression) (written, bool)) *written {
	nowhere := &written{file: to.file}
	if to.expr == nil {
		return nowhere
	}
	f := &follower{ev: e.ev, hops: referenceHopsMax}
	found, ok := find(f, f.plain(*to))
	if !ok {
		return nowhere
	}
	end := f.end(found)
	return &end
}

// source notes where a value is written. Of an unknown one that is told only where somebody has to give a variable its
// value: everything else is for Terraform to find out.
func (e *encoder) source(pointer string, value cty.Value, to *written) *written {
	if to == nil || to.at.Start.Line == 0 || e.told >= sourcesPerResourceMax {
		return to
	}
	if plain, _ := value.Unmark(); !plain.IsKnown() && !to.unset {
		return to
	}
	e.told++
	e.sources = appendKey(e.sources, pointer)
	e.sources = appendRange(e.sources, to.file, to.at)
	return to
}

// statements notes where the statements of a policy stand that is the result of a data source.
func (e *encoder) statements(pointer string, value cty.Value, to *written) {
	if to == nil || to.document == nil || !value.Type().IsObjectType() {
		return
	}
	for at, stands := range to.document.statements {
		e.source(pointer+"/Statement/"+strconv.Itoa(at), cty.True, stands)
	}
}
