package evaluate

import (
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/source"
)

// move writes what a `moved`, `import` or `removed` block declares.
func (m *emitter) move(inst *instance, block *source.Block) {
	if len(m.moves) > 0 {
		m.moves = append(m.moves, ',')
	}
	m.moves = append(m.moves, `{"kind":`...)
	m.moves = appendText(m.moves, block.Type)
	for _, name := range []string{"from", "to", "id"} {
		if attr := block.Body.Attr(name); attr != nil {
			value := text(attr)
			if name != "id" {
				value = inst.prefix() + value
			}
			m.moves = append(append(append(m.moves, `,"`...), name...), `":`...)
			m.moves = appendText(m.moves, value)
		}
	}
	if block.Type == "removed" && keeps(block) {
		m.moves = append(m.moves, `,"kept":true`...)
	}
	m.moves = appendRange(append(m.moves, `,"range":`...), block.File, block.Range)
	m.moves = append(m.moves, '}')
	if block.Type == "import" {
		m.imported(inst, block)
	}
}

// keeps holds for a `removed` block that only makes Terraform forget what is there.
func keeps(block *source.Block) bool {
	for _, lifecycle := range block.Body.BlocksOf("lifecycle") {
		if destroy := lifecycle.Body.Attr("destroy"); destroy != nil {
			value, diags := destroy.Expr.Value(nil)
			return !diags.HasErrors() && value.Type() == cty.Bool && value.IsKnown() && !value.IsNull() && value.False()
		}
	}
	return false
}

// imported makes an import visible to rules: it takes something that exists under this root's rule.
func (m *emitter) imported(inst *instance, block *source.Block) {
	to := block.Body.Attr("to")
	if to == nil {
		return
	}
	m.one(inst, "import", "import."+text(to), block, func(e *encoder) {
		e.key("to")
		e.values = appendText(e.values, inst.prefix()+text(to))
		s := inst.scope()
		if id := block.Body.Attr("id"); id != nil {
			e.argument("/id", id, s, s.value)
		}
	})
}
